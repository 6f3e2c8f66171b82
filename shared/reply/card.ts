import { checkCount, checkOptionalWords, refuseReply } from "./checks.ts";
import { limit, MIN_CARDS } from "./limits.ts";
import { checkMedia, type Media } from "./media.ts";
import { type CardSuggestion, checkSuggestion, type Suggestion } from "./suggestion.ts";

/** A card: at least a title, a description or a picture. */
export interface Card {
  readonly title?: string;
  readonly description?: string;
  readonly media?: CardMedia;
  readonly suggestions?: readonly CardSuggestion[];
}

/** The picture or film of a card, cropped to one of three heights. */
export type CardMedia = Media & { readonly height: "short" | "medium" | "tall" };

/** Where a single card has its picture. Business Messages always shows it on top. */
export type Orientation = "vertical" | "horizontal-left" | "horizontal-right";

/** A carousel shows two cards at least: fewer do not compile. */
export type Cards = readonly [Card, Card, ...Card[]];

/** How wide the cards of a carousel are. */
export type CardWidth = "small" | "medium";

/** @throws PermanentError naming what not every channel takes. */
export function checkCard(card: Card): void {
  const { title, description, media, suggestions = [] } = card;
  if (title === undefined && description === undefined && media === undefined) {
    refuseReply("card", "a title, a description or media", "none of them", "give it one");
  }
  checkOptionalWords("card title", title, limit("cardTitle"));
  checkOptionalWords("card description", description, limit("cardDescription"));
  if (media !== undefined) checkMedia(media);
  checkCount("suggestions of a card", suggestions, limit("suggestionsOfCard"));
  for (const suggestion of suggestions) checkCardSuggestion(suggestion);
}

/** The types cannot stop a suggestion that comes from outside, or from JavaScript. */
function checkCardSuggestion(suggestion: Suggestion): void {
  if (suggestion.type === "requestLiveAgent") {
    refuseReply("suggestion of a card", "any other", suggestion.type, "put it under the message");
  }
  checkSuggestion(suggestion);
}

/** @throws PermanentError for a picture alone: RCS needs words or chips beside it, and has no chip to sign in. */
export function checkOrientation({ title, description, suggestions = [] }: Card, orientation: Orientation): void {
  const hasChip = suggestions.some(({ type }) => type !== "authentication");
  if (orientation === "vertical" || title !== undefined || description !== undefined || hasChip) return;
  const expected = "a title, a description or a suggestion other than authenticate";
  refuseReply("horizontal card", expected, "media alone", "make it vertical");
}

/** @throws PermanentError naming what not every channel takes. */
export function checkCarousel(cards: readonly Card[], width: CardWidth): void {
  if (cards.length < MIN_CARDS || cards.length > limit("cards")) {
    refuseReply("carousel", `${MIN_CARDS} to ${limit("cards")} cards`, cards.length, "send a card, or two carousels");
  }
  for (const card of cards) {
    checkCard(card);
    if (width === "small" && card.media?.height === "tall") {
      refuseReply("carousel", "short or medium media in small cards", "tall", "make the cards medium");
    }
  }
}
