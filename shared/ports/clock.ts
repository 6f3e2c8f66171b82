/** The time. */
export interface Clock {
  now(): Date;
}

/** A clock that one can wait with. */
export interface SleepClock extends Clock {
  /** Resolves after so many milliseconds, or at once when the signal fires. */
  sleep(millis: number, until?: AbortSignal): Promise<void>;
  /** Calls `act` after so many milliseconds, unless what is returned is called before. It keeps no process alive. */
  after(millis: number, act: () => void): () => void;
}
