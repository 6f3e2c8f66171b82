import type { RetryClock } from "../../shared/google/http/retry.ts";
import type { Chance } from "./chance.ts";
import type { EventOwner } from "./event-heap.ts";
import type { Scheduler } from "./scheduler.ts";

/** What the clock of an instance reads. */
interface InstanceTime {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly owner: () => EventOwner;
  readonly isAlive: () => boolean;
  readonly aheadMs: () => number;
}

/** Time and chance of one instance. What it waits for never comes when it has died. */
export function instanceClock({ scheduler, chance, owner, isAlive, aheadMs }: InstanceTime): RetryClock {
  return {
    now: () => new Date(scheduler.now() + aheadMs()),
    random: chance.next,
    sleep(millis, until) {
      if (!isAlive()) return new Promise(() => undefined);
      if (until?.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = () => {
        planned.cancel();
        until?.removeEventListener("abort", end);
        resolve();
      };
      const planned = scheduler.after(millis, end, { owner: owner() });
      until?.addEventListener("abort", end);
      return promise;
    },
    after: (millis, act) => scheduler.after(millis, act, { owner: owner(), standsBy: true }).cancel,
  };
}
