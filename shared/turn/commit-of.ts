import { CLOCK_SKEW_MS } from "../base/budgets.ts";
import { present } from "../base/present.ts";
import { chipsOf } from "../bot/offered-chips.ts";
import {
  areDone,
  type Commit,
  type Fact,
  type JournalEntry,
  type Lease,
  type Snapshot,
} from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { TurnId } from "../conversation/turn-id.ts";
import type { Clock } from "../ports/clock.ts";
import type { Step } from "./decision.ts";
import type { TimeBudget } from "./time-budget.ts";
import type { PerformedAct } from "./turn-outcome.ts";

/** How far a try has come: the conversation as it is, and the journal with what this try has done. */
export interface Progress {
  readonly fact: Fact;
  readonly turn: TurnId;
  readonly snapshot: Snapshot;
  readonly entries: readonly JournalEntry[];
  /** What this try has performed. */
  readonly performed: readonly PerformedAct[];
}

/** What the time of a commit and the end of its lease follow from. */
interface CommitPorts {
  readonly clock: Clock;
  readonly budget: TimeBudget;
}

/** What a step of a turn commits. */
export function commitOf({ fact, turn, entries, snapshot }: Progress, step: Step, ports: CommitPorts): Commit {
  const { answers, next, isOpen } = step;
  const isComplete = next === undefined && !isOpen;
  const isOver = next === undefined && areDone(entries);
  const lease = isOver ? undefined : leaseOf(turn, snapshot, ports);
  const state = next === undefined ? withChips(step, entries) : step.state;
  return { fact, turn, entries, isComplete, state, at: ports.clock.now(), lease, ...present({ answers }) };
}

/**
 * The state with what the turn offers to tap, once all of it is decided: until then the next try must hear the user's words as
 * this one does. A turn that says nothing leaves the chips on the phone; one that stays open is decided again with them.
 */
function withChips({ state, isOpen }: Step, entries: readonly JournalEntry[]): ConversationState {
  const replies = entries.flatMap(({ act }) => (act.do === "send" ? [act.reply] : []));
  if (replies.length === 0) return state;
  const { chips: before = [], ...others } = state;
  const chips = [...chipsOf(replies), ...(isOpen ? before : [])];
  return chips.length === 0 ? others : { ...others, chips };
}

/**
 * The lease ends when the last call has ended by any clock. It is never shortened: another try of the turn may hold it. No two
 * end at one time, so each try knows its own.
 */
function leaseOf(turn: TurnId, { lease }: Snapshot, { budget }: CommitPorts): Lease {
  const heldUntilMs = lease?.turn === turn ? lease.expiresAt.getTime() + 1 : 0;
  return { turn, expiresAt: new Date(Math.max(budget.until.getTime() + CLOCK_SKEW_MS, heldUntilMs)) };
}
