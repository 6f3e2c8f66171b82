import type { Draft } from "../read-draft.ts";

/** What stands in the form of a message that is being composed. It keeps what the chosen type does not show. */
export interface ComposeForm {
  readonly type: Draft["type"];
  readonly text: string;
  readonly media: FormMedia;
  /** A lone card is the first of them. */
  readonly cards: readonly FormCard[];
  readonly orientation: "vertical" | "horizontal-left" | "horizontal-right";
  readonly width: "small" | "medium";
  readonly suggestions: readonly FormSuggestion[];
  /** Empty for the agent's own. */
  readonly trafficType: NonNullable<Draft["trafficType"]> | "";
  /** Seconds; empty for as long as outbound requests are worth sending. */
  readonly ttl: string;
}

/** A picture, a film or a file; none while the URL is empty. */
export interface FormMedia {
  readonly url: string;
  readonly altText: string;
  readonly height: "short" | "medium" | "tall";
}

/** A card. */
export interface FormCard {
  readonly title: string;
  readonly description: string;
  readonly media: FormMedia;
  readonly suggestions: readonly FormSuggestion[];
}

/** A chip or a button. */
export interface FormSuggestion {
  readonly type: NonNullable<Draft["suggestions"]>[number]["type"];
  readonly text: string;
  /** Empty for one that is made of the text. */
  readonly postback: string;
  /** What its type needs beside them, by name. */
  readonly more: Readonly<Record<string, string>>;
}

const NO_MEDIA: FormMedia = { url: "", altText: "", height: "medium" };

/** A suggestion to begin with. */
export const NEW_SUGGESTION: FormSuggestion = { type: "reply", text: "", postback: "", more: {} };

/** A card to begin with. */
export const NEW_CARD: FormCard = { title: "", description: "", media: NO_MEDIA, suggestions: [] };

/** A message that can be sent as it is, so that nobody begins with mistakes. */
export const FIRST_FORM: ComposeForm = {
  type: "text",
  text: "Your order is ready.",
  media: { ...NO_MEDIA, url: "https://example.com/cake.jpg", altText: "A cake" },
  cards: [
    { ...NEW_CARD, title: "Cheesecake", description: "With raspberries" },
    { ...NEW_CARD, title: "Apple pie", description: "Still warm" },
  ],
  orientation: "vertical",
  width: "medium",
  suggestions: [{ ...NEW_SUGGESTION, text: "Opening hours" }],
  trafficType: "",
  ttl: "",
};

/** What comes back when a suggestion is tapped. */
export function postbackOf({ text, postback }: FormSuggestion): string {
  return postback === "" ? text.trim().toLowerCase().replaceAll(/\s+/g, "-") : postback;
}

/** The list with one element in place of another. */
export function replaceAt<T>(list: readonly T[], index: number, one: T): readonly T[] {
  return list.map((before, at) => (at === index ? one : before));
}

/** The list without an element. */
export function removeAt<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, at) => at !== index);
}

/** The list with an element one place earlier, or later; as it is where there is no such place. */
export function moveBy<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[index], list[index + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((before, at) => (at === index ? other : at === index + by ? one : before));
}
