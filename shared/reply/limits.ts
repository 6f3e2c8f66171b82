import type { Channel } from "../base/ids.ts";

/** What a channel takes in one message. Lengths are in UTF-16 units, the strictest reading of "characters". */
interface Limits {
  readonly text: number;
  readonly plainText: number;
  readonly suggestions: number;
  readonly suggestionsOfCard: number;
  readonly suggestionText: number;
  readonly postback: number;
  readonly url: number;
  readonly cardTitle: number;
  readonly cardDescription: number;
  readonly cards: number;
  readonly eventTitle: number;
  readonly eventDescription: number;
  readonly expirySeconds: number;
  readonly messageBytes: number;
}

/**
 * The documented limits; `Infinity` where a channel documents none, or lacks the feature.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages
 */
export const LIMITS: Readonly<Record<Channel, Limits>> = {
  rcs: {
    text: 3072,
    plainText: Number.POSITIVE_INFINITY,
    suggestions: 11,
    // The reference says 4, the generated clients say 10: the stricter holds.
    suggestionsOfCard: 4,
    suggestionText: 25,
    postback: 2048,
    url: 2048,
    cardTitle: 200,
    cardDescription: 2000,
    cards: 10,
    eventTitle: 100,
    eventDescription: 500,
    expirySeconds: 15 * 24 * 60 * 60,
    // The guide says 250 KB: the smaller of its two readings.
    messageBytes: 250_000,
  },
  "business-messages": {
    text: 3072,
    plainText: 3072,
    suggestions: 13,
    suggestionsOfCard: 4,
    suggestionText: 25,
    postback: 2048,
    url: Number.POSITIVE_INFINITY,
    cardTitle: 200,
    cardDescription: 2000,
    cards: 10,
    eventTitle: Number.POSITIVE_INFINITY,
    eventDescription: Number.POSITIVE_INFINITY,
    expirySeconds: Number.POSITIVE_INFINITY,
    messageBytes: Number.POSITIVE_INFINITY,
  },
};

/** The limit of the strictest channel: a reply is written once for all of them. */
export function limit(of: keyof Limits): number {
  return Math.min(...Object.values(LIMITS).map((limits) => limits[of]));
}

/** Our own limit, none is documented: it fits into one text together with the longest URL. */
export const MAX_ALT_TEXT_LENGTH = 1000;

/** Our own limit, none is documented: longer than any phone number or service code with star and hash. */
export const MAX_PHONE_LENGTH = 64;

/** Our own limit, none is documented. */
export const MAX_NAME_LENGTH = 100;

/** Our own: a person reads it before anything else. */
export const MAX_NOTE_LENGTH = 1000;

/** No channel takes a carousel of one card. */
export const MIN_CARDS = 2;
