import type { Bot } from "../bot/bot.ts";
import type { Act } from "../conversation/act.ts";
import type { Fact, JournalEntry } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { InboundMessage } from "../inbound/inbound.ts";

/** Decides about a fact. Pure: a turn that is tried again decides again, from the state that its last try left. */
export type Decide<F extends Fact> = (fact: F, state: ConversationState, now: DecisionContext) => Decision;

/** What a decision may know beside the fact and the conversation. */
export interface DecisionContext {
  readonly bot: Bot;
  readonly at: Date;
  /** What earlier tries of the turn have decided. */
  readonly entries: readonly JournalEntry[];
}

/** What is done about a fact. */
export interface Decision {
  /** In the order in which they are performed. */
  readonly acts: readonly Act[];
  /** The conversation afterwards. */
  readonly state: ConversationState;
  /** The message that the bot is asked about then. Its answers follow the acts. */
  readonly ask?: InboundMessage;
  /** Committed even while another turn has the conversation; what it says waits for that one's end, its timers do not. */
  readonly isUrgent?: true;
  /** The turn is not complete: a later delivery, such as a redrive, asks the bot after all. */
  readonly isOpen?: true;
}

/** A part of a turn: what is committed at once, then performed. */
export interface Step extends Omit<Decision, "ask" | "isUrgent"> {
  /** How many answers of the bot are in the journal with it, from the first one. */
  readonly answers?: number;
  /** Asks the bot to go on. Missing in the last step. */
  readonly next?: () => Promise<Step>;
  /** Ends a bot that is not asked to go on. */
  readonly stop?: () => void;
}

/** Both decisions, in their order. The second one was made about the state that the first one leaves. */
export function inOrder(first: Decision, second: Decision): Decision {
  return { ...second, acts: [...first.acts, ...second.acts] };
}
