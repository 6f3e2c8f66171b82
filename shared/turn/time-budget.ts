/** How long one delivery may work. */
export interface TimeBudget {
  /** When its time is up: nothing begins after it. */
  readonly deadline: Date;
  /** No call lasts beyond it: then the turn's lease may end. */
  readonly until: Date;
  /** Fires a few seconds before the deadline. Whoever waits for something then gives it up. */
  readonly signal: AbortSignal;
  /** Pub/Sub has delivered the same before, or cannot say. */
  readonly attempt: number | undefined;
}
