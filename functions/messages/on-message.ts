import { present } from "../../shared/base/present.ts";
import { typedTap } from "../../shared/bot/offered-chips.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { optOutKeywordOf } from "../../shared/inbound/opt-out-keyword.ts";
import { PERSON_POSTBACK } from "../../shared/reply/suggestion.ts";
import { changeConsent } from "../../shared/turn/change-consent.ts";
import { type Decide, inOrder } from "../../shared/turn/decision.ts";
import { callPerson, takeBackIfOverdue } from "../../shared/turn/hand-over.ts";

/**
 * What a user's message leads to. STOP and START change the user's consent. While people have the conversation, they are told
 * what was said. Nothing is said to a user who has unsubscribed, nor where Google's Dialogflow has answered. Otherwise the bot
 * is asked.
 */
export const onMessage: Decide<InboundMessage> = (message, before, now) => {
  const overdue = takeBackIfOverdue(before, now);
  const state = withUserDetails(message, overdue.state);
  const keyword = optOutKeywordOf(message);
  if (keyword !== undefined) {
    return inOrder(overdue, changeConsent(state, { isOptedOut: keyword === "stop", at: message.at }, now.bot));
  }
  if (isPersonWanted(message, state)) return inOrder(overdue, callPerson(state, now));
  if (state.mode.type !== "bot") return inOrder(overdue, { acts: [tellPeople(message)], state });
  if (state.consent?.isOptedOut || message.dialogflow?.isAutoResponded) return inOrder(overdue, { acts: [], state });
  return inOrder(overdue, { acts: [], state, ask: message });
};

/** The chip of an apology, tapped or typed: the bot that has failed is not asked about it. */
function isPersonWanted({ content }: InboundMessage, { chips }: ConversationState): boolean {
  const tap = content.type === "suggestion" ? content : typedTap(content, chips);
  return tap?.postback === PERSON_POSTBACK;
}

function tellPeople({ content }: InboundMessage): Act {
  return { do: "tellPeople", news: { type: "said", content } };
}

/** The state with what the message tells of the user. */
function withUserDetails({ at, context }: InboundMessage, state: ConversationState): ConversationState {
  const lastSeen = state.lastSeen !== undefined && state.lastSeen > at ? state.lastSeen : at;
  return { ...state, lastSeen, ...present({ locale: context?.locale ?? state.locale }) };
}
