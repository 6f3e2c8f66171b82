import type { Clock } from "../../shared/ports/clock.ts";
import type { Timers } from "../../simulator/time/timers.ts";

/** A clock that stands still until `advance` is called. */
interface VirtualClock extends Clock, Timers {
  /** Moves the clock forward. Runs each job that is due at its own time, and waits until it has ended. */
  advance(byMs: number): Promise<void>;
}

/** A clock and timers for tests, where seven days pass at once. */
export function virtualClock(start: Date): VirtualClock {
  let nowMs = start.getTime();
  let jobs: readonly { readonly atMs: number; readonly job: () => void | Promise<void> }[] = [];
  return {
    now: () => new Date(nowMs),
    after(delayMs, job) {
      jobs = [...jobs, { atMs: nowMs + delayMs, job }].sort((one, other) => one.atMs - other.atMs);
    },
    stop() {
      jobs = [];
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let next = jobs[0]; next !== undefined && next.atMs <= untilMs; next = jobs[0]) {
        jobs = jobs.slice(1);
        nowMs = Math.max(nowMs, next.atMs);
        await next.job();
      }
      nowMs = untilMs;
    },
  };
}
