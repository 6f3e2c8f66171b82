import type { DraftProblem } from "../../../page/composed.ts";
import type { Draft } from "../../../page/read-draft.ts";
import { type Card, type CardMedia, checkCard, checkCarousel, checkOrientation } from "../../../shared/reply/card.ts";
import { checkMedia } from "../../../shared/reply/media.ts";
import { checkReply, type Reply } from "../../../shared/reply/reply.ts";
import { checkSuggestion, type Suggestion, suggestReply } from "../../../shared/reply/suggestion.ts";
import { judgePart } from "./draft-part.ts";

const FINE_CHIP = suggestReply({ text: "x", postback: "x" });
const FINE_MEDIA: CardMedia = { type: "url", url: "https://example.com/", height: "medium" };
/** No builder minds the time: a draft has no fixed one. */
const ANY_TIME = new Date(0);

/** All that the builders refuse in a draft, each with its place, in the order of the form. */
export function judgeDraft(draft: Draft): readonly DraftProblem[] {
  const { suggestions = [], expiry } = draft;
  return [
    ...judgeContent(draft),
    ...suggestions.flatMap((one, index) => judgeSuggestion(one, `suggestions[${index}]`)),
    ...judgeReply({ type: "text", text: "x", suggestions: suggestions.map(() => FINE_CHIP) }, "suggestions"),
    ...(expiry === undefined ? [] : judgeReply({ type: "text", text: "x", expiry })),
  ];
}

function judgeContent(draft: Draft): readonly DraftProblem[] {
  switch (draft.type) {
    case "text":
      return judgeReply({ type: "text", text: draft.text });
    case "image":
    case "file":
      return judgePart({ place: "media", value: draft.media, check: checkMedia });
    case "card":
      return [...judgeCard(draft.card, "card"), ...judgeOrientation(draft)];
    case "carousel":
      return [...draft.cards.flatMap((card, index) => judgeCard(card, `cards[${index}]`)), ...judgeCarousel(draft)];
  }
}

/** Its words, its media and each suggestion apart: what is wrong with one hides nothing of the others. */
function judgeCard({ media, suggestions = [], ...words }: Card, place: string): readonly DraftProblem[] {
  const value: Card = media === undefined ? words : { ...words, media: FINE_MEDIA };
  const chips = suggestions.map(() => FINE_CHIP);
  return [
    ...judgePart({ place, value, check: checkCard }),
    ...(media === undefined ? [] : judgePart({ place: `${place}.media`, value: media, check: checkMedia })),
    ...suggestions.flatMap((one, index) => judgeSuggestion(one, `${place}.suggestions[${index}]`)),
    ...judgePart({
      place: `${place}.suggestions`,
      value: { title: "x", suggestions: chips },
      check: checkCard,
    }),
  ];
}

function judgeOrientation(value: Extract<Draft, { readonly type: "card" }>): readonly DraftProblem[] {
  return judgePart({ place: "", value, check: ({ card, orientation }) => checkOrientation(card, orientation) });
}

/** How many cards there are, and whether their media fit their width. */
function judgeCarousel({ cards, width }: Extract<Draft, { readonly type: "carousel" }>): readonly DraftProblem[] {
  const value = cards.map(({ media }): Card => ({ title: "x", media: { ...FINE_MEDIA, ...heightOf(media) } }));
  return judgePart({ place: "cards", value, check: (all) => checkCarousel(all, width) });
}

function heightOf(media: CardMedia | undefined): Partial<Pick<CardMedia, "height">> {
  return media === undefined ? {} : { height: media.height };
}

function judgeSuggestion(value: Suggestion, place: string): readonly DraftProblem[] {
  return judgePart({ place, value, check: checkSuggestion });
}

function judgeReply(value: Reply, place = ""): readonly DraftProblem[] {
  return judgePart({ place, value, check: (reply) => checkReply(reply, ANY_TIME) });
}
