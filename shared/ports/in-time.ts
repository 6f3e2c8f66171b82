import type { SleepClock } from "./clock.ts";

/** Settles as `work` does, or rejects after so many milliseconds. The work itself is not stopped. */
export async function inTime<T>(work: Promise<T>, millis: number, clock: Pick<SleepClock, "after">): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const cancel = clock.after(millis, () => reject(new Error(`Not done within ${millis} ms`)));
  try {
    return await Promise.race([work, promise]);
  } finally {
    cancel();
  }
}
