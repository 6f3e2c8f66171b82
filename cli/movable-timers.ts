import type { SleepClock } from "../shared/ports/clock.ts";
import type { JobTimers } from "../simulator/time/timers.ts";

/** Timers by a clock that can be set: what is due by then happens at once, in its order. */
export function movableTimers({ sleep }: SleepClock): JobTimers {
  const stopped = new AbortController();
  return {
    after(delayMs, job) {
      void sleep(delayMs, stopped.signal).then(() => (stopped.signal.aborted ? undefined : job()));
    },
    stop: () => stopped.abort(),
  };
}
