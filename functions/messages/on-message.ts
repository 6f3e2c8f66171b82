import { present } from "../../shared/base/present.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { optOutKeywordOf } from "../../shared/inbound/opt-out-keyword.ts";
import { changeConsent } from "../../shared/turn/change-consent.ts";
import { type Decide, inOrder } from "../../shared/turn/decision.ts";
import { takeBackIfOverdue } from "../../shared/turn/hand-over.ts";

/**
 * What a user's message leads to. A STOP is about consent, not for the bot. Google's Dialogflow may have answered already. To
 * a user who has unsubscribed the bot says nothing. While a person has the conversation, that person is told what was said.
 */
export const onMessage: Decide<InboundMessage> = (message, before, now) => {
  const late = takeBackIfOverdue(before, now);
  const state = greet(message, late.state);
  const keyword = optOutKeywordOf(message);
  if (keyword !== undefined) {
    return inOrder(late, changeConsent(state, { isOptedOut: keyword === "stop", at: message.at }, now.bot));
  }
  if (state.mode.type !== "bot") return inOrder(late, { acts: [tellPeople(message)], state });
  if (state.consent?.isOptedOut || message.dialogflow?.isAutoResponded) return { acts: late.acts, state };
  return { acts: late.acts, state, ask: message };
};

function tellPeople({ content }: InboundMessage): Act {
  return { do: "tellPeople", news: { type: "said", content } };
}

/** What the message tells of the user. */
function greet({ at, context }: InboundMessage, state: ConversationState): ConversationState {
  const lastSeen = state.lastSeen !== undefined && state.lastSeen > at ? state.lastSeen : at;
  return { ...state, lastSeen, ...present({ locale: context?.locale ?? state.locale }) };
}
