import type { Fact, JournalEntry } from "../shared/conversation/journal.ts";

/** What the bot of the working tree would make of facts. Nothing of it leaves, and nothing is written. */
export interface Rehearsal extends AsyncDisposable {
  /** Takes the turn of a fact over what was rehearsed before. */
  take(fact: Fact): Promise<RehearsedTurn>;
}

/** A turn that was rehearsed. */
export interface RehearsedTurn {
  readonly entries: readonly JournalEntry[];
  /** The indexes of the entries that would now be performed. */
  readonly performed: readonly number[];
  /** What the bot itself called, as `host:port`: it got no connection. */
  readonly blocked: readonly string[];
  /** Why the bot has no answer. */
  readonly failure?: string;
}

/** Over what, and with which bot. */
export interface RehearsalOptions {
  /** `history`: over what history holds. `nothing`: each conversation from its beginning. */
  readonly over: "history" | "nothing";
  /** The bot's file; the working tree's unless it is set. */
  readonly bot?: string | undefined;
  /** The bot may call whom it likes. */
  readonly allowsCalls: boolean;
}
