import { isObject } from "../../shared/base/json.ts";
import type { ShownMessage } from "../state/phone.ts";
import { CARD_WIDTHS_DP, MEDIA_HEIGHTS_DP } from "./sizes.ts";

/** What looks depend on: a message of RCS, taken from Google's JSON. */
export interface MessageParts {
  /** Of a message without cards. */
  readonly text: string;
  readonly cards: readonly CardParts[];
  /** `card`: one that stands alone. */
  readonly form: "text" | "card" | "carousel";
  readonly isHorizontal: boolean;
  readonly cardWidth: keyof typeof CARD_WIDTHS_DP | undefined;
  /** Below the message. */
  readonly chips: ChipParts;
}

/** One card. */
export interface CardParts {
  readonly title: string;
  readonly description: string;
  readonly media: { readonly height: keyof typeof MEDIA_HEIGHTS_DP | undefined; readonly url: string } | undefined;
  readonly buttons: ChipParts;
}

interface ChipParts {
  readonly replies: number;
  readonly actions: number;
}

/** Takes a message apart. What is missing or not as Google has it counts as not there: a composer has half a message most of the time. */
export function partsOf({ text, content = {} }: Pick<ShownMessage, "text" | "content">): MessageParts {
  const { standaloneCard, carouselCard } = objectAt(content.richCard);
  const lone = objectAt(standaloneCard);
  const carousel = objectAt(carouselCard);
  const chips = chipsOf(content.suggestions);
  const plain = { text: "", cards: [], form: "text", isHorizontal: false, cardWidth: undefined, chips } as const;
  if (isObject(standaloneCard)) {
    const isHorizontal = lone.cardOrientation === "HORIZONTAL";
    return { ...plain, form: "card", isHorizontal, cards: [cardOf(lone.cardContent)] };
  }
  if (isObject(carouselCard)) {
    const cardWidth = keyAt(CARD_WIDTHS_DP, carousel.cardWidth);
    return { ...plain, form: "carousel", cardWidth, cards: listAt(carousel.cardContents).map(cardOf) };
  }
  return { ...plain, text };
}

function cardOf(content: unknown): CardParts {
  const { title, description, media, suggestions } = objectAt(content);
  const { height, contentInfo } = objectAt(media);
  return {
    title: textAt(title),
    description: textAt(description),
    media: isObject(media)
      ? { height: keyAt(MEDIA_HEIGHTS_DP, height), url: textAt(objectAt(contentInfo).fileUrl) }
      : undefined,
    buttons: chipsOf(suggestions),
  };
}

function chipsOf(suggestions: unknown): ChipParts {
  const all = listAt(suggestions);
  const count = (kind: "reply" | "action") => all.filter((one) => isObject(objectAt(one)[kind])).length;
  return { replies: count("reply"), actions: count("action") };
}

function objectAt(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textAt(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function keyAt<T extends object>(table: T, value: unknown): keyof T | undefined {
  return Object.keys(table).find((key): key is keyof T & string => key === value);
}
