import { setImmediate as nextTick } from "node:timers/promises";
import type { SleepClock } from "../../shared/ports/clock.ts";

/** A timer that a test winds by hand. */
export interface ManualClock extends SleepClock {
  /** Waits until somebody waits, lets the time pass to the first one's end, and that one go on. @returns The milliseconds. */
  letPass(): Promise<number>;
  /** Lets the time pass to the end of the first timeout, for which nobody waits. @returns The milliseconds. */
  letTimeoutPass(): Promise<number>;
  /** Nobody waits. */
  isIdle(): boolean;
}

interface Waiting {
  readonly dueMs: number;
  end(): void;
}

export function manualClock(start: Date): ManualClock {
  let nowMs = start.getTime();
  const waiting = new Set<Waiting>();
  // Nobody waits for these, so time does not pass to their ends.
  const timeouts = new Set<Waiting>();
  const endTimeouts = () => {
    for (const timeout of timeouts) {
      if (timeout.dueMs > nowMs) continue;
      timeouts.delete(timeout);
      timeout.end();
    }
  };
  let somebodyWaits = Promise.withResolvers<void>();
  return {
    now: () => new Date(nowMs),
    isIdle: () => waiting.size === 0,
    async sleep(millis, until) {
      if (until?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = () => {
        waiting.delete(waiter);
        resolve();
      };
      const waiter: Waiting = { dueMs: nowMs + millis, end };
      until?.addEventListener("abort", end, { once: true });
      waiting.add(waiter);
      somebodyWaits.resolve();
      await promise;
    },
    after(millis, act) {
      const timeout: Waiting = { dueMs: nowMs + millis, end: act };
      timeouts.add(timeout);
      return () => void timeouts.delete(timeout);
    },
    async letTimeoutPass() {
      const passed = Math.min(...[...timeouts].map(({ dueMs }) => dueMs)) - nowMs;
      nowMs += passed;
      endTimeouts();
      await nextTick();
      return passed;
    },
    async letPass() {
      somebodyWaits = Promise.withResolvers<void>();
      if (waiting.size === 0) await somebodyWaits.promise;
      const [next] = [...waiting].toSorted((one, other) => one.dueMs - other.dueMs);
      const passed = (next?.dueMs ?? nowMs) - nowMs;
      nowMs += passed;
      endTimeouts();
      next?.end();
      await nextTick();
      return passed;
    },
  };
}

/** Lets so much time pass while nobody else waits. */
export async function passTime(timer: ManualClock, millis: number): Promise<void> {
  const passed = timer.sleep(millis);
  await timer.letPass();
  await passed;
}
