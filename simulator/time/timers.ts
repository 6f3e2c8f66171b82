import type { Clock } from "../../shared/ports/clock.ts";

/** 60 seconds. */
export const MINUTE_MS = 60_000;
/** 24 hours. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Does things later. */
export interface Timers {
  /** Never earlier than asked; jobs of one time in the order they were asked for. */
  after(delayMs: number, job: () => void | Promise<void>): void;
  /** Forgets all that is still to do. */
  stop(): void;
}

/** A clock that stands still until it is told to go on. */
interface VirtualClock extends Clock, Timers {
  /** Goes on by a time and does what is due, each job at its own time and to its end. */
  advance(byMs: number): Promise<void>;
}

/** Timers of the real world, which keep no process alive. */
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

/** A clock and timers for tests: seven days pass in no time. */
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
