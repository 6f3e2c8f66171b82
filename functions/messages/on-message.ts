import { present } from "../../shared/base/present.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { typedTap } from "../../shared/bot/offered-chips.ts";
import type { Act } from "../../shared/conversation/act.ts";
import { type ConversationState, seenAt } from "../../shared/conversation/state.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { PERSON_POSTBACK } from "../../shared/reply/suggestion.ts";
import { changeConsent, isForBot } from "../../shared/turn/change-consent.ts";
import { consentOf } from "../../shared/turn/consent-of.ts";
import { type Decide, type Decision, type DecisionContext, inOrder } from "../../shared/turn/decision.ts";
import { callPerson, takeBackIfOverdue } from "../../shared/turn/hand-over.ts";
import { recipientOf } from "../../shared/turn/recipient.ts";
import { sayNotice } from "../../shared/turn/say-notice.ts";

/**
 * What a user's message leads to. STOP and START change the user's consent; START from somebody who never left is for the bot.
 * While people have the conversation, they are told what was said. Otherwise the bot is asked, unless Google's Dialogflow has
 * answered, or the user has unsubscribed since.
 */
export const onMessage: Decide<InboundMessage> = (message, before, now) => {
  const overdue = takeBackIfOverdue(before, now);
  const state = withUserDetails(message, overdue.state);
  const consent = consentOf(message, now.bot, state.chips);
  if (consent === undefined) return inOrder(overdue, passOn(message, state, now));
  const changed = changeConsent(state, consent, now.bot);
  if (!isForBot(consent, state)) return inOrder(overdue, changed);
  return inOrder(overdue, inOrder(changed, passOn(message, changed.state, now)));
};

/** Leaves what is no word about consent to people who have the conversation, to a person who is called, or to the bot. */
function passOn(message: InboundMessage, state: ConversationState, now: DecisionContext): Decision {
  const { consent, mode } = state;
  const isWanted = isPersonWanted(message, state);
  if (mode.type !== "bot" && !isWanted) return { acts: [tellPeople(message)], state };
  const hasUnsubscribedSince = consent?.isOptedOut === true && message.at < consent.at;
  if (hasUnsubscribedSince || message.dialogflow?.isAutoResponded) return { acts: [], state };
  const named = nameWayBack(message, state, now.bot);
  return isWanted ? inOrder(named, callPerson(named.state, { why: "user" }, now)) : { ...named, ask: message };
}

/** Once, a user who has unsubscribed and asks something later is told how to get all messages again. */
function nameWayBack({ at }: InboundMessage, state: ConversationState, bot: Bot): Decision {
  const { consent, mode } = state;
  const hadUnsubscribed = consent?.isOptedOut === true && consent.at < at;
  if (!hadUnsubscribed || consent.isWayBackNamed || mode.type !== "bot") return { acts: [], state };
  const replies = sayNotice(bot, { type: "still-unsubscribed" }, recipientOf(state)).slice(0, 1);
  const acts = replies.map((reply): Act => ({ do: "send", reply }));
  return { acts, state: { ...state, consent: { ...consent, isWayBackNamed: true } } };
}

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
  return { ...seenAt(state, at), ...present({ locale: context?.locale ?? state.locale }) };
}
