import { checked, finite, listOf, oneOf, optional, shape, textUpTo, time, variants } from "../base/shape.ts";
import { timeText } from "./checks.ts";
import { limit } from "./limits.ts";
import { checkSuggestion } from "./suggestion.ts";

const anyText = textUpTo(Number.POSITIVE_INFINITY);
const url = textUpTo(limit("url"));

const CHIP = { text: textUpTo(limit("suggestionText")), postback: textUpTo(limit("postback")) } as const;
const ACTION = { ...CHIP, fallbackUrl: optional(url) } as const;

const readWebview = shape({ view: oneOf(["full", "half", "tall"]), description: optional(anyText) });

const readPlace = variants({
  point: shape({ type: oneOf(["point"]), latitude: finite, longitude: finite, label: optional(anyText) }),
  query: shape({ type: oneOf(["query"]), query: url }),
});

const readTime = (json: Parameters<typeof time>[0]) => timeText("time", time(json));

const OF_CARD = {
  reply: shape({ type: oneOf(["reply"]), ...CHIP }),
  openUrl: shape({ type: oneOf(["openUrl"]), ...ACTION, url, webview: optional(readWebview) }),
  dial: shape({ type: oneOf(["dial"]), ...ACTION, phone: anyText }),
  viewLocation: shape({ type: oneOf(["viewLocation"]), ...ACTION, place: readPlace }),
  addToCalendar: shape({
    type: oneOf(["addToCalendar"]),
    ...ACTION,
    start: readTime,
    end: readTime,
    title: textUpTo(limit("eventTitle")),
    description: optional(textUpTo(limit("eventDescription"))),
  }),
  shareLocation: shape({ type: oneOf(["shareLocation"]), ...ACTION }),
  authentication: shape({
    type: oneOf(["authentication"]),
    clientId: url,
    codeChallenge: url,
    scopes: listOf(anyText),
  }),
} as const;

const requestLiveAgent = shape({ type: oneOf(["requestLiveAgent"]), ...CHIP });

/** Reads a suggestion that another system wrote; a card takes fewer kinds. @throws PermanentError naming the place. */
export const readSuggestion = {
  ofCard: checked(variants(OF_CARD), checkSuggestion),
  ofReply: checked(variants({ ...OF_CARD, requestLiveAgent }), checkSuggestion),
} as const;
