import { type Suggestion, suggestReply } from "./suggestion.ts";

/** A bot's answer to a user who wants no more messages, or wants them again, in words of their own. */
export type ConsentAnswer = { readonly type: "unsubscribe" } | { readonly type: "subscribe" };

/** Ends the user's consent as if they had sent STOP: they get one confirmation, and then only what they ask for. */
export function unsubscribe(): ConsentAnswer {
  return { type: "unsubscribe" };
}

/** Begins the user's consent again as if they had sent START. */
export function subscribe(): ConsentAnswer {
  return { type: "subscribe" };
}

/** The postbacks of `offerUnsubscribe` and `offerSubscribe`, which the bot is asked about only when nothing changes. */
export const CONSENT_POSTBACKS = { unsubscribe: "heliograph:unsubscribe", subscribe: "heliograph:subscribe" } as const;

type ReplyChip = Extract<Suggestion, { readonly type: "reply" }>;

/** Ends the user's consent when it is tapped, whatever it is called and in whatever language: for promotions. */
export function offerUnsubscribe(text: string): ReplyChip {
  return suggestReply({ text, postback: CONSENT_POSTBACKS.unsubscribe });
}

/** The way back from `offerUnsubscribe`. */
export function offerSubscribe(text: string): ReplyChip {
  return suggestReply({ text, postback: CONSENT_POSTBACKS.subscribe });
}
