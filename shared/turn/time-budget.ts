import type { CallScope } from "../base/call-scope.ts";
import { TransientError } from "../base/errors.ts";
import type { Clock } from "../ports/clock.ts";

/** How long one delivery may work. */
export interface TimeBudget extends CallScope {
  /** When its time is up: nothing begins after it. */
  readonly deadline: Date;
  /** No call lasts beyond it: then the turn's lease may end. */
  readonly until: Date;
  /** Fires a few seconds before the deadline. Whoever waits for something then gives up. */
  readonly signal: AbortSignal;
  /** Which delivery of the message this is, from 1; `undefined` where Pub/Sub does not count. */
  readonly attempt: number | undefined;
}

/** @throws TransientError when the time is up. A process that was stopped meanwhile finds out here. */
export function refuseLate({ clock, budget }: { readonly clock: Clock; readonly budget: TimeBudget }): void {
  if (clock.now() >= budget.deadline) throw new TransientError("Cannot go on with the turn: its time is up");
}
