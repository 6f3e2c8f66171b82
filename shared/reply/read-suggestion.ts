import {
  checked,
  type Json,
  list,
  nonEmptyText,
  number,
  oneOf,
  optional,
  shape,
  textUpTo,
  time,
  variants,
} from "../base/json.ts";
import { writeTime } from "./checks.ts";
import { limit } from "./limits.ts";
import { checkSuggestion } from "./suggestion.ts";
import { toUri } from "./uri.ts";

/** A link, encoded: the check that follows counts what is sent. */
const url = (json: Json) => toUri(textUpTo(limit("url"))(json));
const longText = textUpTo(limit("url"));

const CHIP = { text: textUpTo(limit("suggestionText")), postback: textUpTo(limit("postback")) } as const;
const ACTION = { ...CHIP, fallbackUrl: optional(url) } as const;

const readWebview = shape({ view: oneOf(["full", "half", "tall"]), description: optional(nonEmptyText) });

const readPlace = variants({
  point: { latitude: number, longitude: number, label: optional(nonEmptyText) },
  query: { query: longText },
});

const readTime = (json: Json) => writeTime("time", time(json));

const CARD_SUGGESTIONS = {
  reply: { ...CHIP },
  openUrl: { ...ACTION, url, webview: optional(readWebview) },
  dial: { ...ACTION, phone: nonEmptyText },
  viewLocation: { ...ACTION, place: readPlace },
  addToCalendar: {
    ...ACTION,
    start: readTime,
    end: readTime,
    title: textUpTo(limit("eventTitle")),
    description: optional(textUpTo(limit("eventDescription"))),
  },
  shareLocation: { ...ACTION },
  authentication: {
    clientId: longText,
    codeChallenge: longText,
    scopes: list(nonEmptyText),
  },
} as const;

const REPLY_SUGGESTIONS = { ...CARD_SUGGESTIONS, requestLiveAgent: CHIP } as const;

/** Reads a suggestion that another system wrote; a card takes fewer types. @throws PermanentError naming the place. */
export const readSuggestion = {
  ofCard: checked(variants(CARD_SUGGESTIONS), checkSuggestion),
  ofReply: checked(variants(REPLY_SUGGESTIONS), checkSuggestion),
} as const;
