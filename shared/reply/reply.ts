import type { TrafficType } from "../base/agent.ts";
import {
  type Card,
  type Cards,
  type CardWidth,
  checkCard,
  checkCarousel,
  checkOrientation,
  type Orientation,
} from "./card.ts";
import {
  checkCount,
  checkOptionalWords,
  checkRange,
  checkTime,
  checkWords,
  refuseReply,
  toPlainJson,
  writeTime,
} from "./checks.ts";
import { limit } from "./limits.ts";
import { encodeMarkupLinks, stripMarkup } from "./markup.ts";
import { checkMedia, type Media } from "./media.ts";
import { checkSpeaker, type Speaker } from "./speaker.ts";
import { checkSuggestion, type Suggestion } from "./suggestion.ts";
import { encodeLinks } from "./uri.ts";

/** What the bot says, the same for every channel: plain JSON, kept in history as it is. */
export type Reply = Content & ReplyOptions;

type Content =
  /** `isMarkup`: `**bold**`, `*italic*` and `[label](https://url)`, with a backslash before a literal `* [ ] ( )`. */
  | { readonly type: "text"; readonly text: string; readonly isMarkup?: true }
  | { readonly type: "image" | "file"; readonly media: Media }
  | { readonly type: "card"; readonly card: Card; readonly orientation: Orientation }
  | { readonly type: "carousel"; readonly cards: readonly Card[]; readonly width: CardWidth };

/** What any reply may carry. */
export interface ReplyOptions {
  /** The most important one first: Android shows it in its notification. */
  readonly suggestions?: readonly Suggestion[];
  /** Shown by Business Messages where the device cannot show the reply. */
  readonly plainText?: string;
  /** Business Messages: sends `plainText` at once, for a test; only before the agent is launched. */
  readonly forcesPlainText?: true;
  /** Business Messages: in whose name; the bot's own persona when it is missing. */
  readonly speaker?: Speaker;
  /** RCS: what the message is for; that of AGENTS when it is missing. */
  readonly trafficType?: TrafficType;
  /** RCS: when a message that is not delivered yet is no longer worth delivering. */
  readonly expiry?: Expiry;
}

/** How long Google tries to deliver; it advises 10 seconds or more. `at` is in RFC 3339. */
type Expiry = { readonly type: "after"; readonly seconds: number } | { readonly type: "at"; readonly at: string };

/**
 * A reply of plain text. Links are encoded as RFC 3986 wants them, by every builder here.
 * @throws PermanentError with reason `bad-reply` over a limit, as every builder here does.
 */
export function text(value: string, options: ReplyOptions = {}): Reply {
  return checked({ ...options, type: "text", text: value });
}

/**
 * A text with bold, italic and links. RCS has none of them: the marks are removed there, and on both channels when one does not
 * close.
 */
export function richText(markup: string, options: ReplyOptions = {}): Reply {
  return checked({ ...options, type: "text", text: encodeMarkupLinks(markup), isMarkup: true });
}

/** A picture: JPEG or PNG, up to 5 MB, so that both channels take it. */
export function image(media: Media, options: ReplyOptions = {}): Reply {
  return checked({ ...options, type: "image", media });
}

/** Any other file, up to 100 MiB. Business Messages has no files: there it is a text with the link. */
export function file(media: Media, options: ReplyOptions = {}): Reply {
  return checked({ ...options, type: "file", media });
}

/** One card. */
export function card(content: Card, options: ReplyOptions & { readonly orientation?: Orientation } = {}): Reply {
  return checked({ ...options, orientation: options.orientation ?? "vertical", type: "card", card: content });
}

/** Two to ten cards side by side. */
export function carousel(cards: Cards, options: ReplyOptions & { readonly width?: CardWidth } = {}): Reply {
  return checked({ ...options, width: options.width ?? "medium", type: "carousel", cards });
}

/** For `expiry`: so long after Google took it, in whole seconds, at most 15 days. */
export function expireAfter(seconds: number): Expiry {
  return { type: "after", seconds };
}

/** For `expiry`: at that time, at most 15 days away; checked by `checkExpiry` when the bot has answered. */
export function expireAt(at: Date): Expiry {
  return { type: "at", at: writeTime("expiry", at) };
}

/**
 * Checks an answer before it is sent: a bot may have written it without a builder, which types do not hold back.
 * @throws PermanentError naming what no channel takes.
 */
export function checkReply(reply: Reply, now: Date): void {
  checkContent(reply);
  checkOptions(reply);
  checkExpiry(reply, now);
}

/**
 * Checks what no builder can, because none knows the time.
 * @throws PermanentError for an expiry that is past at `now`, or more than 15 days away.
 */
export function checkExpiry({ expiry }: ReplyOptions, now: Date): void {
  if (expiry?.type !== "at") return;
  const seconds = (Date.parse(expiry.at) - now.getTime()) / 1000;
  const most = limit("expirySeconds");
  if (seconds >= 1 && seconds <= most) return;
  refuseReply("expiry", `1 to ${most} seconds from now`, seconds, "set another time");
}

function checked(given: Reply): Reply {
  const reply = encodeLinks(given);
  checkContent(reply);
  checkOptions(reply);
  return toPlainJson(reply);
}

function checkContent(reply: Reply): void {
  switch (reply.type) {
    case "text":
      checkWords("text", reply.text, limit("text"), "shorten or split it");
      if (reply.isMarkup) checkWords("text without its marks", stripMarkup(reply.text), limit("text"));
      break;
    case "image":
    case "file":
      checkMedia(reply.media);
      break;
    case "card":
      checkCard(reply.card);
      checkOrientation(reply.card, reply.orientation);
      break;
    case "carousel":
      checkCarousel(reply.cards, reply.width);
  }
}

function checkOptions({ suggestions = [], plainText, forcesPlainText, speaker, expiry }: ReplyOptions): void {
  checkCount("suggestions", suggestions, limit("suggestions"));
  for (const suggestion of suggestions) checkSuggestion(suggestion);
  checkOptionalWords("plainText", plainText, limit("plainText"));
  if (forcesPlainText === true && plainText === undefined) {
    refuseReply("forcesPlainText", "plainText beside it", "none", "give one, or do not force it");
  }
  if (speaker !== undefined) {
    checkSpeaker(speaker);
    checkLiveAgentRequest(speaker, suggestions);
  }
  if (expiry?.type === "after") checkSeconds(expiry.seconds);
  if (expiry?.type === "at") checkTime("expiry", expiry.at);
}

/** Google takes nine digits of a second, and arithmetic leaves more. */
function checkSeconds(seconds: number): void {
  checkRange("expiry in seconds", seconds, [1, limit("expirySeconds")]);
  if (!Number.isInteger(seconds)) refuseReply("expiry", "whole seconds", seconds, "round it");
}

/** Google lets only a bot offer a live agent. */
function checkLiveAgentRequest({ type }: Speaker, suggestions: readonly Suggestion[]): void {
  if (type === "bot" || !suggestions.some((suggestion) => suggestion.type === "requestLiveAgent")) return;
  refuseReply("suggestion", "no request for a live agent from a person", "requestLiveAgent", "leave it out");
}
