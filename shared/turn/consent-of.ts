import { present } from "../base/present.ts";
import type { Answer, Bot } from "../bot/bot.ts";
import { typedTap } from "../bot/offered-chips.ts";
import { type ConsentWish, type ReadConsent, readConsent } from "../bot/read-consent.ts";
import { type Consent, keptWord } from "../conversation/consent.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Content, InboundMessage } from "../inbound/inbound.ts";
import { CONSENT_POSTBACKS, type ConsentAnswer } from "../reply/consent.ts";

/**
 * The consent that a message is about: by a word on RCS, which Business Messages has none for, or by one of our own chips on
 * both. A chip that is typed counts like one that is tapped. In doubt an opt-out counts: one without a time is as new as it can be.
 * @param chips What the newest messages offer to tap.
 */
export function consentOf(
  message: InboundMessage,
  bot: Pick<Bot, "readConsent">,
  chips?: ConversationState["chips"],
): Consent | undefined {
  const { content, channel, at, isEstimated } = message;
  const byWords = channel === "rcs" ? (bot.readConsent ?? readConsent) : undefined;
  const wish = ownWish(content) ?? byWords?.(message) ?? typedWish(message, chips, byWords);
  if (wish === undefined) return undefined;
  const { isOptedOut, by, word } = wish;
  return {
    isOptedOut,
    by,
    word: keptWord(word),
    at,
    ...present({ isEstimated: isOptedOut ? undefined : isEstimated }),
  };
}

/** True for an answer that changes consent. */
export function isConsentAnswer(answer: Answer): answer is ConsentAnswer {
  return answer.type === "unsubscribe" || answer.type === "subscribe";
}

/** The consent that a bot's answer is about: the user has said so in the message. In doubt an opt-out counts here, too. */
export function consentByAnswer({ type }: ConsentAnswer, { at, isEstimated, content }: InboundMessage): Consent {
  const said = content.type === "text" || content.type === "suggestion" ? content.text : undefined;
  const word = said === undefined ? undefined : keptWord(said);
  const isOptedOut = type === "unsubscribe";
  return { isOptedOut, by: "answer", at, ...present({ word, isEstimated: isOptedOut ? undefined : isEstimated }) };
}

function typedWish(
  { content, address }: InboundMessage,
  chips: ConversationState["chips"],
  byWords: ReadConsent | undefined,
): ConsentWish | undefined {
  const tap = typedTap(content, chips);
  if (content.type !== "text" || tap === undefined) return undefined;
  const wish = ownWish(tap) ?? byWords?.({ content: tap, address });
  return wish && { ...wish, by: "word", word: content.text };
}

function ownWish(content: Content): ConsentWish | undefined {
  if (content.type !== "suggestion") return undefined;
  const { postback, text: word = "" } = content;
  if (postback === CONSENT_POSTBACKS.unsubscribe) return { isOptedOut: true, by: "tap", word };
  return postback === CONSENT_POSTBACKS.subscribe ? { isOptedOut: false, by: "tap", word } : undefined;
}
