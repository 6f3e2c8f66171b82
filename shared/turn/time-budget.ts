/** How long one delivery may work. */
export interface TimeBudget {
  /** When its time is up. */
  readonly deadline: Date;
  /** Fires a few seconds earlier. Whoever waits for something then gives it up. */
  readonly signal: AbortSignal;
}
