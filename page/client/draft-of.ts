import type { Draft } from "../read-draft.ts";
import { type ComposeForm, type FormCard, type FormMedia, type FormSuggestion, postbackOf } from "./compose-form.ts";

type DraftCard = Extract<Draft, { readonly type: "card" }>["card"];
type CardChip = NonNullable<DraftCard["suggestions"]>[number];
type Chip = NonNullable<Draft["suggestions"]>[number];

/** The reply that a form means, with its mistakes. What may be missing and is empty is left out. */
export function draftOf(form: ComposeForm): Draft {
  const { trafficType, ttl } = form;
  const suggestions = form.suggestions.map(chipOf);
  const options = {
    ...(suggestions.length > 0 && { suggestions }),
    ...(trafficType !== "" && { trafficType }),
    ...(ttl.trim() !== "" && { expiry: { type: "after", seconds: numberOf(ttl) } as const }),
  };
  return { ...contentOf(form), ...options };
}

function contentOf({ type, text, media, cards, orientation, width }: ComposeForm): Draft {
  switch (type) {
    case "text":
      return { type, text };
    case "image":
    case "file":
      return { type, media: { type: "url", url: media.url, ...filled({ altText: media.altText }) } };
    case "card":
      return { type, card: cards.slice(0, 1).map(cardOf)[0] ?? {}, orientation };
    case "carousel":
      return { type, cards: cards.map(cardOf), width };
  }
}

function cardOf({ title, description, media, suggestions }: FormCard): DraftCard {
  const chips = suggestions.map(chipOf).filter((chip): chip is CardChip => chip.type !== "requestLiveAgent");
  return {
    ...filled({ title, description }),
    ...(media.url !== "" && { media: mediaOf(media) }),
    ...(chips.length > 0 && { suggestions: chips }),
  };
}

function mediaOf({ url, altText, height }: FormMedia): NonNullable<DraftCard["media"]> {
  return { type: "url", url, height, ...filled({ altText }) };
}

function chipOf(suggestion: FormSuggestion): Chip {
  const { type, text, more } = suggestion;
  const field = (name: string) => more[name] ?? "";
  const chip = { text, postback: postbackOf(suggestion) };
  const action = { ...chip, ...filled({ fallbackUrl: field("fallbackUrl") }) };
  switch (type) {
    case "reply":
    case "requestLiveAgent":
      return { type, ...chip };
    case "openUrl":
      return { type, ...action, url: field("url"), ...webviewOf(field("view")) };
    case "dial":
      return { type, ...action, phone: field("phone") };
    case "viewLocation":
      return { type, ...action, place: placeOf(field) };
    case "addToCalendar": {
      const times = { start: timeOf(field("start")), end: timeOf(field("end")) };
      return { type, ...action, ...times, title: field("title"), ...filled({ description: field("description") }) };
    }
    case "shareLocation":
      return { type, ...action };
  }
}

type Webview = NonNullable<Extract<Chip, { readonly type: "openUrl" }>["webview"]>;

function webviewOf(view: string): { readonly webview?: Webview } {
  return view === "full" || view === "tall" || view === "half" ? { webview: { view } } : {};
}

type DraftPlace = Extract<Chip, { readonly type: "viewLocation" }>["place"];

function placeOf(field: (name: string) => string): DraftPlace {
  const [latitude, longitude, query] = [field("latitude"), field("longitude"), field("query")];
  if (query !== "" && latitude === "" && longitude === "") return { type: "query", query };
  const point = { latitude: numberOf(latitude), longitude: numberOf(longitude) };
  return { type: "point", ...point, ...filled({ label: field("label") }) };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** A field of the browser's has a time without a zone: that of whoever writes it. */
function timeOf(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString().replace(".000Z", "Z");
}

function filled<Name extends string>(members: Readonly<Record<Name, string>>): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name in members) if (members[name] !== "") found[name] = members[name];
  return found;
}
