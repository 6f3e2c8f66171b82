import { type Look, LOOKS_SOURCES as SOURCES } from "./look.ts";
import type { CardParts, MessageParts } from "./message-parts.ts";
import { estimateLines, MAX_CARD_LINES, MAX_OPEN_ACTIONS, MAX_SHORT_LIST, MEDIA_HEIGHTS_DP } from "./sizes.ts";

const LINK = /https?:\/\/\S+/gi;
const LAST_LINK = /https?:\/\/\S+\s*$/i;
const GIF = /\.gif(?:[?#].*)?$/i;
/** A word for a code in the languages in which codes are most often sent. */
const CODE_WORD = /(?<!\p{L})(?:code|c[oó]digo|codice|kod|kode|код|otp|pin|tan|passcode|password)(?!\p{L})/iu;
/** Four to eight digits that are no part of an amount or of a longer number. */
const CODE = /(?<![\d.,/-])\d(?:[ -]?\d){3,7}(?![.,/ -]?\d)/;
const UNSUBSCRIBE = /unsubscribe/i;
const STOP = /(?<!\p{L})stop(?!\p{L})/iu;

/** How phones differ, as far as one message of RCS tells. */
export const LOOKS = {
  "gif-in-card": {
    phone: "iphone",
    advice: "a GIF in a card stands still: send a short video in the card, or the GIF as a file of its own",
    source: SOURCES.infobip,
    applies: ({ cards }) => cards.some(({ media }) => GIF.test(media?.url ?? "")),
  },
  "tall-media": {
    phone: "iphone",
    advice: `a vertical card has media of one height, not the ${MEDIA_HEIGHTS_DP.TALL} dp of TALL: keep what matters in the middle of the picture`,
    source: SOURCES.messagemedia,
    applies: (message) => isVertical(message) && message.cards.some(({ media }) => media?.height === "TALL"),
  },
  "low-media": {
    phone: "iphone",
    advice: "a vertical card has media of one height, whatever was asked: ask for TALL, which shows most on Android",
    source: SOURCES.infobip,
    applies: (message) =>
      isVertical(message) && message.cards.some(({ media }) => ["SHORT", "MEDIUM"].includes(media?.height ?? "")),
  },
  "horizontal-media": {
    phone: "iphone",
    advice: "a horizontal card truncates its image and has trouble with a video: make the card vertical",
    source: SOURCES.infobip,
    applies: ({ isHorizontal, cards }) => isHorizontal && cards.some(hasMedia),
  },
  "tall-in-small": {
    phone: "both",
    advice: "a carousel of SMALL cards cannot have TALL media: ask for MEDIUM media, or for MEDIUM cards",
    source: SOURCES.cardWidth,
    applies: ({ cardWidth, cards }) => cardWidth === "SMALL" && cards.some(({ media }) => media?.height === "TALL"),
  },
  "uneven-carousel": {
    phone: "both",
    advice:
      "a carousel's cards are all as high as the highest on Android, and each has its own height on an iPhone: give all the same media height and about as much text",
    source: SOURCES.postscript,
    applies: ({ form, cards, cardWidth }) =>
      form === "carousel" && new Set(cards.map((card) => heightOf(card, cardWidth))).size > 1,
  },
  "carousel-media": {
    phone: "both",
    advice:
      "a carousel crops its media, Android at the centre and an iPhone when its user has large text: keep what matters in the middle of the picture",
    source: SOURCES.postscript,
    isCommon: true,
    applies: ({ form, cards }) => form === "carousel" && cards.some(hasMedia),
  },
  "long-card": {
    phone: "iphone",
    advice: `a card of more than about ${MAX_CARD_LINES} lines opens as its text alone, without the media and buttons that Android shows: shorten the text`,
    source: SOURCES.postscript,
    applies: ({ cards, cardWidth }) => cards.some((card) => linesOf(card, cardWidth) > MAX_CARD_LINES),
  },
  "link-in-card": {
    phone: "both",
    advice: "a link in a card's text is plain text: give the card a button that opens the page",
    source: SOURCES.infobip,
    applies: ({ cards }) => cards.some((card) => linksIn(wordsOf(card)).length > 0),
  },
  "code-in-card": {
    phone: "iphone",
    advice: "a code in a card cannot be copied: send codes as plain text",
    source: SOURCES.infobipIssues,
    applies: ({ cards }) => cards.some((card) => CODE_WORD.test(wordsOf(card)) && CODE.test(wordsOf(card))),
  },
  "card-buttons": {
    phone: "iphone",
    advice: "several buttons of a card are grey and fold into one menu: give a card one button",
    source: SOURCES.postscript,
    applies: ({ cards }) => cards.some(({ buttons: { replies, actions } }) => replies + actions > 1),
  },
  "link-not-last": {
    phone: "iphone",
    advice: "a link with text after it may be dead: end the message with it, or send a button that opens the page",
    source: SOURCES.infobip,
    applies: ({ text }) => linksIn(text).length > 0 && !LAST_LINK.test(text),
  },
  "several-links": {
    phone: "iphone",
    advice: "a message has one link, the last thing in it: send one, or buttons that open the pages",
    source: SOURCES.messagemedia,
    applies: ({ text }) => linksIn(text).length > 1,
  },
  "link-preview": {
    phone: "iphone",
    advice: "a link has a preview only if its page has an og:image: give the page one",
    source: SOURCES.infobip,
    isCommon: true,
    applies: ({ text }) => LAST_LINK.test(text),
  },
  "many-replies": {
    phone: "iphone",
    advice: `replies are a list that stays, long with more than ${MAX_SHORT_LIST}: offer at most ${MAX_SHORT_LIST}`,
    source: SOURCES.messagemedia,
    applies: ({ chips }) => chips.replies > MAX_SHORT_LIST,
  },
  "many-actions": {
    phone: "iphone",
    advice: `more than ${MAX_OPEN_ACTIONS} actions below a message fold into "Options": offer at most ${MAX_OPEN_ACTIONS}`,
    source: SOURCES.postscript,
    applies: ({ chips }) => chips.actions > MAX_OPEN_ACTIONS,
  },
  "replies-stay": {
    phone: "iphone",
    advice: "replies stay until one is used, and an old one may be tapped late: say in each postback what it is about",
    source: SOURCES.postscript,
    isCommon: true,
    applies: ({ chips }) => chips.replies > 0,
  },
  "actions-first": {
    phone: "iphone",
    advice: "actions stay, above the replies, whatever their order in the message: do not rely on the order",
    source: SOURCES.postscript,
    isCommon: true,
    applies: ({ chips }) => chips.replies > 0 && chips.actions > 0,
  },
  "first-chip": {
    phone: "android",
    advice:
      "the notification shows the first suggestion that it can, since 2026-11-13: begin with the most important one",
    source: SOURCES.googleReleases,
    isCommon: true,
    applies: ({ chips: { replies, actions } }) => replies + actions > 1,
  },
  "unsubscribe-by-word": {
    phone: "iphone",
    advice: "there is no Unsubscribe button: where you speak of unsubscribing, say that STOP does it",
    source: SOURCES.bandwidth,
    applies: ({ text, cards }) => {
      const words = [text, ...cards.map(wordsOf)].join("\n");
      return UNSUBSCRIBE.test(words) && !STOP.test(words);
    },
  },
} as const satisfies Readonly<Record<string, Look>>;

/** The name of a row of `LOOKS`. */
export type LookName = keyof typeof LOOKS;

function isVertical({ form, isHorizontal }: MessageParts): boolean {
  return form === "card" && !isHorizontal;
}

function hasMedia({ media }: CardParts): boolean {
  return media !== undefined;
}

function wordsOf({ title, description }: CardParts): string {
  return `${title}\n${description}`;
}

function linesOf({ title, description }: CardParts, cardWidth: MessageParts["cardWidth"]): number {
  return estimateLines(title, cardWidth) + estimateLines(description, cardWidth);
}

function heightOf(card: CardParts, cardWidth: MessageParts["cardWidth"]): string {
  return `${card.media?.height} ${linesOf(card, cardWidth)}`;
}

function linksIn(text: string): readonly string[] {
  return text.match(LINK) ?? [];
}
