import { systemClock } from "../shared/google/clock.ts";
import type { SleepClock } from "../shared/ports/clock.ts";

/** A clock that can be set to another time, from which it goes on. */
export interface MovableClock extends SleepClock {
  /** Sets it; without a time, to the real one. Whoever sleeps until a moment that is over by then wakes. */
  set(to: Date | undefined): void;
}

interface Sleeper {
  readonly dueMs: number;
  wake(): void;
}

/** A clock with the real time, until it is set. What is counted from now on, such as the time for an answer, is not affected. */
export function movableClock(): MovableClock {
  let aheadMs = 0;
  const sleepers = new Set<Sleeper>();
  const now = () => new Date(Date.now() + aheadMs);
  return {
    now,
    after: systemClock.after,
    async sleep(millis, until) {
      const woken = new AbortController();
      const sleeper = { dueMs: now().getTime() + millis, wake: () => woken.abort() };
      sleepers.add(sleeper);
      await systemClock.sleep(millis, until === undefined ? woken.signal : AbortSignal.any([until, woken.signal]));
      sleepers.delete(sleeper);
    },
    set(to) {
      aheadMs = to === undefined ? 0 : to.getTime() - Date.now();
      const nowMs = now().getTime();
      const due = [...sleepers].filter(({ dueMs }) => dueMs <= nowMs);
      for (const { wake } of due.toSorted((one, other) => one.dueMs - other.dueMs)) wake();
    },
  };
}
