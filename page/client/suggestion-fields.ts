import type { FormSuggestion } from "./compose-form.ts";

/** What one fills in for a suggestion, beside its words. */
export interface SuggestionField {
  readonly name: string;
  /** Where the draft has it, within the suggestion. */
  readonly place: string;
  readonly label: string;
  readonly kind: "words" | "signs" | "time";
  /** What can be chosen, with the words for it; anything can be written when it is missing. */
  readonly of?: readonly (readonly [string, string])[];
}

interface SuggestionKind {
  readonly label: string;
  readonly fields: readonly SuggestionField[];
}

const FALLBACK: SuggestionField = {
  name: "fallbackUrl",
  place: "fallbackUrl",
  label: "Page to open where a phone cannot do that",
  kind: "signs",
};

const WEBVIEW: SuggestionField = {
  name: "view",
  place: "webview.view",
  label: "Where it opens",
  kind: "words",
  of: [
    ["", "In the browser"],
    ["full", "In the conversation, full"],
    ["tall", "In the conversation, tall"],
    ["half", "In the conversation, half"],
  ],
};

/** By type, in the order in which they are offered. */
export const SUGGESTION_KINDS: Readonly<Record<FormSuggestion["type"], SuggestionKind>> = {
  reply: { label: "Answers", fields: [] },
  openUrl: {
    label: "Opens a page",
    fields: [{ name: "url", place: "url", label: "Page", kind: "signs" }, WEBVIEW, FALLBACK],
  },
  dial: { label: "Dials", fields: [{ name: "phone", place: "phone", label: "Number", kind: "signs" }, FALLBACK] },
  viewLocation: {
    label: "Shows a place",
    fields: [
      { name: "latitude", place: "place.latitude", label: "Latitude", kind: "signs" },
      { name: "longitude", place: "place.longitude", label: "Longitude", kind: "signs" },
      { name: "label", place: "place.label", label: "Name of the place", kind: "words" },
      { name: "query", place: "place.query", label: "Or what to search for near the user", kind: "words" },
      FALLBACK,
    ],
  },
  shareLocation: { label: "Asks for the user's place", fields: [FALLBACK] },
  addToCalendar: {
    label: "Saves an event",
    fields: [
      { name: "title", place: "title", label: "Event", kind: "words" },
      { name: "start", place: "start", label: "Begins", kind: "time" },
      { name: "end", place: "end", label: "Ends", kind: "time" },
      { name: "description", place: "description", label: "About the event", kind: "words" },
      FALLBACK,
    ],
  },
  requestLiveAgent: { label: "Calls a person", fields: [] },
};
