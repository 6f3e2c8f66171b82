import { setImmediate as nextTick } from "node:timers/promises";
import type { RetryClock } from "../../shared/google/http/retry.ts";
import type { JobTimers } from "../../simulator/time/timers.ts";

/** A clock that stands still until `advance` is called. */
export interface VirtualClock extends RetryClock, JobTimers {
  /** Runs the job so much later, unless what is returned is called before. */
  after(delayMs: number, job: () => void | Promise<void>): () => void;
  /** Moves the clock forward. Runs each job that is due at its own time, and waits until it has ended. */
  advance(byMs: number): Promise<void>;
}

/** A clock and timers for tests, where seven days pass at once. Chance is always a half. */
export function virtualClock(start: Date): VirtualClock {
  let nowMs = start.getTime();
  const jobs: { readonly atMs: number; readonly job: () => void | Promise<void> }[] = [];
  const add = (delayMs: number, job: () => void | Promise<void>) => {
    const added = { atMs: nowMs + delayMs, job };
    jobs.splice(jobs.findLastIndex(({ atMs }) => atMs <= added.atMs) + 1, 0, added);
    return () => void jobs.splice(jobs.indexOf(added), jobs.includes(added) ? 1 : 0);
  };
  return {
    now: () => new Date(nowMs),
    random: () => 0.5,
    after: add,
    async sleep(millis, until) {
      if (until?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      until?.addEventListener("abort", () => resolve(), { once: true });
      const cancel = add(millis, resolve);
      await promise;
      cancel();
    },
    stop: () => void jobs.splice(0),
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let next = jobs[0]; next !== undefined && next.atMs <= untilMs; next = jobs[0]) {
        jobs.shift();
        nowMs = Math.max(nowMs, next.atMs);
        await next.job();
        // What slept until now goes on.
        await nextTick();
      }
      nowMs = untilMs;
    },
  };
}
