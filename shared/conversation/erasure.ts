import type { Address } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { ConversationAddress } from "./address.ts";
import type { Consent } from "./consent.ts";
import type { Fact } from "./journal.ts";
import { type ConversationState, newState } from "./state.ts";

/**
 * How long it must be known that somebody was erased. What was said before may wait on a topic for 7 days, as a dead letter for
 * 31, and for 7 more once it is redriven.
 */
export const ERASED_DAYS = 45;

const NO_ADDRESS = "" as Address;

/**
 * What is left of a conversation that is erased: that it was, and the user's choice about messages, without the words that it was
 * made with. Nothing in it leads to a person but for the conversation's name, a keyed hash.
 */
export function erasedState(
  { channel, agent, conversation }: Omit<ConversationAddress, "address">,
  { consent, askedAgents }: Partial<ConversationState>,
  at: Date,
): ConversationState {
  const to = { channel, agent, address: NO_ADDRESS, conversation };
  return { ...newState(to), erased: at, ...present({ askedAgents, consent: consent && withoutWords(consent) }) };
}

/** The choice, without what was said. */
export function withoutWords({ word: _, ...consent }: Consent): Consent {
  return consent;
}

/**
 * True for what happened before its user was erased, however late it comes: nothing of it may be kept, and nothing be said about
 * it. A timer belongs to when it was set.
 */
export function isErased(fact: Pick<Fact, "type" | "at" | "received">, state: ConversationState | undefined): boolean {
  const at = fact.type === "timer" ? fact.received : fact.at;
  return state?.erased !== undefined && at <= state.erased;
}

/** True for a state that is nothing but a mark: nobody has written since. */
export function isBareMark({ erased, to }: ConversationState): boolean {
  return erased !== undefined && to.address === NO_ADDRESS;
}

/** The state of somebody who was erased and has written again: the address is known again. */
export function begunAnew(
  state: ConversationState | undefined,
  { channel, agent, address, conversation }: ConversationAddress,
): ConversationState | undefined {
  if (state === undefined || !isBareMark(state)) return state;
  return { ...state, to: { channel, agent, address, conversation } };
}
