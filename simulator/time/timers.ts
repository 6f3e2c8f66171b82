/** 60 seconds. */
export const MINUTE_MS = 60_000;
/** 24 hours. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Runs jobs later. */
export interface JobTimers {
  /** Runs the job after the delay, never earlier. Jobs that are due at the same time run in the order they were added. */
  after(delayMs: number, job: () => void | Promise<void>): void;
  /** Cancels every job that has not run yet. */
  stop(): void;
}

/** Timers in real time. They do not keep the process alive. */
export function realTimers(): JobTimers {
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
