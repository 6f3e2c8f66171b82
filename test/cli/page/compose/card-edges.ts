import type { Draft } from "../../../../page/read-draft.ts";
import { BOTH, chip, type Edge, link, RCS, words } from "./edge.ts";

type Card = Extract<Draft, { readonly type: "card" }>["card"];

const card = (one: Card): Draft => ({ type: "card", card: one, orientation: "vertical" });
const picture = { type: "url", url: "https://example.com/a.png", height: "tall" } as const;
const carousel = (count: number, width: "small" | "medium" = "medium"): Draft => ({
  type: "carousel",
  cards: Array.from({ length: count }, () => ({ title: "One", media: picture })),
  width,
});

/** The limits of cards. */
export const CARD_EDGES: Readonly<Record<string, Edge>> = {
  "the title of a card": {
    at: card({ title: words(200) }),
    over: card({ title: words(201) }),
    place: "card.title",
    words: "expected 1 to 200 characters, got 201; shorten it",
    by: BOTH,
  },
  "the description of a card": {
    at: card({ description: words(2000) }),
    over: card({ description: words(2001) }),
    place: "card.description",
    words: "expected 1 to 2000 characters, got 2001; shorten it",
    by: BOTH,
  },
  "something on a card": {
    at: card({ media: picture }),
    over: card({}),
    place: "card",
    words: "expected a title, a description or media, got none of them; give it one",
    by: RCS,
  },
  "how many suggestions a card has": {
    at: card({ title: "One", suggestions: Array(4).fill(chip()) }),
    over: card({ title: "One", suggestions: Array(5).fill(chip()) }),
    place: "card.suggestions",
    words: "expected at most 4, got 5; leave some out",
    by: BOTH,
  },
  "the link of a card's picture": {
    at: card({ media: { ...picture, url: link(2048) } }),
    over: card({ media: { ...picture, url: link(2049) } }),
    place: "card.media.url",
    words: "expected 1 to 2048 characters, got 2049; shorten it",
    by: BOTH,
  },
  "words beside a horizontal picture": {
    at: { type: "card", orientation: "horizontal-left", card: { title: "One", media: picture } },
    over: { type: "card", orientation: "horizontal-left", card: { media: picture } },
    place: "orientation",
    words: "expected a title, a description or a suggestion other than authenticate, got media alone; make it vertical",
    by: RCS,
  },
  "the most cards": {
    at: carousel(10),
    over: carousel(11),
    place: "cards",
    words: "expected 2 to 10 cards, got 11; send a card, or two carousels",
    by: BOTH,
  },
  "the fewest cards": {
    at: carousel(2),
    over: carousel(1),
    place: "cards",
    words: "expected 2 to 10 cards, got 1; send a card, or two carousels",
    by: BOTH,
  },
  "tall pictures in wide cards": {
    at: carousel(2, "medium"),
    over: carousel(2, "small"),
    place: "cards",
    words: "expected short or medium media in small cards, got tall; make the cards medium",
    by: BOTH,
  },
};
