/** The time. */
export interface Clock {
  now(): Date;
}

/** A clock that one can wait with. */
export interface SleepClock extends Clock {
  /** Resolves after so many milliseconds, or at once when the signal fires. */
  sleep(millis: number, until?: AbortSignal): Promise<void>;
  /** A signal that fires after so many milliseconds. It keeps no process alive. */
  timeout(millis: number): AbortSignal;
}
