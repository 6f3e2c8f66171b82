import { systemClock } from "../../shared/google/clock.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";

/** The real time plus the time that was skipped. */
export interface SkippingClock extends SleepClock {
  skip(minutes: number): void;
}

export function skippingClock(): SkippingClock {
  let skippedMs = 0;
  return {
    now: () => new Date(Date.now() + skippedMs),
    sleep: systemClock.sleep,
    after: systemClock.after,
    skip(minutes) {
      skippedMs += minutes * 60_000;
    },
  };
}

/** A clock that runs faster than the real one by this factor. */
export function fastClock(factor: number): SleepClock {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * factor),
    sleep: (millis, until) => systemClock.sleep(millis / factor, until),
    after: (millis, act) => systemClock.after(millis / factor, act),
  };
}
