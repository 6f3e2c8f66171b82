import type { Memory } from "../bot/memory.ts";
import type { OfferedChip } from "../bot/offered-chips.ts";
import type { Speaker } from "../reply/speaker.ts";
import type { ConversationAddress } from "./address.ts";
import type { Consent } from "./consent.ts";

/** What is known of a conversation beside what was said. It changes only together with the turn that changes it. */
export interface ConversationState {
  readonly to: ConversationAddress;
  /** BCP 47. */
  readonly locale?: string;
  readonly mode: Mode;
  /** Towards the whole brand; missing until the user has unsubscribed or subscribed. */
  readonly consent?: Consent;
  /** The brand's other agents whose conversations with the user were asked for consent, with spaces between. */
  readonly askedAgents?: string;
  /** When the user last said something, or asked for a person. */
  readonly lastSeen?: Date;
  /** What our newest messages offer to tap; missing where they offer nothing. */
  readonly chips?: readonly OfferedChip[];
  /** When all that was known of the user was erased: what happened before is ignored, however late it comes. */
  readonly erased?: Date;
  /** When a person last left the conversation. */
  readonly left?: Date;
  /** The bot's own. */
  readonly memory: Memory;
}

/**
 * Who has the conversation: the bot, nobody yet because a person was called, or a person. After `until` the bot does. A
 * person's `since` is when they last came or spoke: a `leave` from before that does not count.
 */
export type Mode =
  | { readonly type: "bot" }
  | { readonly type: "waiting"; readonly since: Date; readonly until: Date }
  | { readonly type: "human"; readonly since: Date; readonly until: Date; readonly speaker: Speaker };

/** The state of a conversation in which nothing has happened. */
export function newState({ channel, agent, address, conversation }: ConversationAddress): ConversationState {
  return { to: { channel, agent, address, conversation }, mode: { type: "bot" }, memory: {} };
}

/** The conversation once the user has said something at that time, in whatever order things come. */
export function seenAt(state: ConversationState, at: Date): ConversationState {
  return state.lastSeen !== undefined && state.lastSeen > at ? state : { ...state, lastSeen: at };
}
