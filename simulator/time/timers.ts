import type { Clock } from "../../shared/ports/clock.ts";

/** 60 seconds. */
export const MINUTE_MS = 60_000;
/** 24 hours. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Runs jobs later. */
export interface Timers {
  /** Runs the job after the delay, never earlier. Jobs that are due at the same time run in the order they were added. */
  after(delayMs: number, job: () => void | Promise<void>): void;
  /** Cancels every job that has not run yet. */
  stop(): void;
}

/** A clock that stands still until `advance` is called. */
interface VirtualClock extends Clock, Timers {
  /** Moves the clock forward. Runs each job that is due at its own time, and waits until it has ended. */
  advance(byMs: number): Promise<void>;
}

/** Timers in real time. They do not keep the process alive. */
export function realTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    after(delayMs, job) {
      const timer = setTimeout(() => {
        running.delete(timer);
        void job();
      }, delayMs).unref();
      running.add(timer);
    },
    stop() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
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
