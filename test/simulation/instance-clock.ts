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

/** Time and chance of one instance. */
interface InstanceClock extends RetryClock {
  /** The instance has died: what it waits for never comes, and no signal keeps its world in memory. */
  end(): void;
}

/** Opens the clock of an instance. */
export function instanceClock({ scheduler, chance, owner, isAlive, aheadMs }: InstanceTime): InstanceClock {
  const leaves = new Set<() => void>();
  return {
    end() {
      for (const leave of leaves) leave();
    },
    now: () => new Date(scheduler.now() + aheadMs()),
    random: chance.next,
    sleep(millis, until) {
      if (!isAlive()) return new Promise(() => undefined);
      if (until?.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const leave = () => {
        leaves.delete(leave);
        until?.removeEventListener("abort", end);
      };
      const end = () => {
        planned.cancel();
        leave();
        resolve();
      };
      const planned = scheduler.after(millis, end, { owner: owner() });
      until?.addEventListener("abort", end);
      leaves.add(leave);
      return promise;
    },
    after: (millis, act) => scheduler.after(millis, act, { owner: owner(), standsBy: true }).cancel,
  };
}
