/** How many timers wait. */
export interface TimerBacklog {
  /** @param now What was due before it is overdue. @throws TransientError, or UnauthorisedError that names a right. */
  count(now: Date): Promise<WaitingTimers>;
}

/** Timers that wait, and since when those that should be over by now do. */
interface WaitingTimers {
  readonly waiting: number;
  /** There may be more: not all were counted. */
  readonly isMore: boolean;
  /** The earliest of them, when its time is over. */
  readonly overdueSince?: Date;
}
