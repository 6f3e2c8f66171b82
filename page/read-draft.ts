import { TRAFFIC_TYPES } from "../shared/base/agent.ts";
import { type Json, list, oneOf, optional, shape, text, variants } from "../shared/base/json.ts";

const CHIP = { text, postback: text } as const;
const ACTION = { ...CHIP, fallbackUrl: optional(text) } as const;

const readPlace = variants({
  point: { latitude: looseNumber, longitude: looseNumber, label: optional(text) },
  query: { query: text },
});

const CARD_SUGGESTIONS = {
  reply: CHIP,
  openUrl: { ...ACTION, url: text, webview: optional(shape({ view: oneOf(["full", "half", "tall"]) })) },
  dial: { ...ACTION, phone: text },
  viewLocation: { ...ACTION, place: readPlace },
  addToCalendar: { ...ACTION, start: text, end: text, title: text, description: optional(text) },
  shareLocation: ACTION,
} as const;

const FILE = { url: text, altText: optional(text) } as const;

const readCard = shape({
  title: optional(text),
  description: optional(text),
  media: optional(variants({ url: { ...FILE, height: oneOf(["short", "medium", "tall"]) } })),
  suggestions: optional(list(variants(CARD_SUGGESTIONS))),
});

const OPTIONS = {
  suggestions: optional(list(variants({ ...CARD_SUGGESTIONS, requestLiveAgent: CHIP }))),
  // Only we confirm an opt-out.
  trafficType: optional(oneOf(TRAFFIC_TYPES.filter((type) => type !== "ACKNOWLEDGEMENT"))),
  expiry: optional(variants({ after: { seconds: looseNumber } })),
} as const;

const readMedia = variants({ url: FILE });

/**
 * Reads a reply that somebody is composing. It has the form of a bot's reply, and any length: what is over a limit, empty or no
 * link is for the builders to tell. @throws PermanentError of anything else.
 */
export const readDraft = variants({
  text: { text, ...OPTIONS },
  image: { media: readMedia, ...OPTIONS },
  file: { media: readMedia, ...OPTIONS },
  card: {
    card: readCard,
    orientation: oneOf(["vertical", "horizontal-left", "horizontal-right"]),
    ...OPTIONS,
  },
  carousel: { cards: list(readCard), width: oneOf(["small", "medium"]), ...OPTIONS },
});

/** A reply that somebody is composing. */
export type Draft = ReturnType<typeof readDraft>;

/** JSON writes what is no number as null. */
function looseNumber({ value }: Json): number {
  return typeof value === "number" ? value : Number.NaN;
}
