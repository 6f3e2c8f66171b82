import { present } from "../base/present.ts";
import type { Card } from "./card.ts";
import { type FittedLines, fitLines, type Line } from "./fit-lines.ts";
import { limit } from "./limits.ts";
import { stripMarkup } from "./markup.ts";
import type { Media } from "./media.ts";
import { type Reply, text } from "./reply.ts";
import type { Suggestion } from "./suggestion.ts";

/** A reply in other words: one plain text, or several where its links need them. */
export interface PlainReply extends Pick<FittedLines, "isShortened"> {
  readonly replies: readonly Reply[];
}

/** What a phone can show of suggestions. */
export type CanShow = (suggestion: Suggestion) => boolean;

/** How many texts a reply may become: fourteen, because each needs an id of its own. */
export const MAX_PLAIN_TEXTS = 14;

/**
 * A reply as plain text, for a phone that cannot show it: its `plainText` where it has one, else its words and the links of its
 * pictures and suggestions. The suggestions that the phone can show stay, on the last text. `undefined` for a reply that is
 * plain text already.
 * @param canShow No suggestion unless it is given: nobody has said which of them was refused.
 */
export function toPlainText(reply: Reply, canShow: CanShow = () => false): PlainReply | undefined {
  const { suggestions = [], plainText, trafficType, expiry, speaker } = reply;
  if (reply.type === "text" && suggestions.length === 0 && !reply.isMarkup) return undefined;
  const lines = plainText === undefined ? linesOf(reply, canShow) : [{ text: plainText }];
  const { texts, isShortened } = fitLines(lines, limit("text"), MAX_PLAIN_TEXTS);
  if (texts.join("") === "") return undefined;
  const shown = [...suggestions, ...(reply.type === "card" ? (reply.card.suggestions ?? []) : [])].filter(canShow);
  const chips = shown.length === 0 ? undefined : shown.slice(0, limit("suggestions"));
  const replies = texts.map((words, index) => {
    const isLast = index === texts.length - 1;
    return text(words, present({ trafficType, expiry, speaker, suggestions: isLast ? chips : undefined }));
  });
  return { replies, isShortened };
}

function linesOf(reply: Reply, canShow: CanShow): readonly Line[] {
  // The buttons of a carousel's cards cannot stay: nothing would tell which card each of them is about.
  const isLost: CanShow = reply.type === "carousel" ? () => true : (suggestion) => !canShow(suggestion);
  const others = (reply.suggestions ?? []).filter((suggestion) => !canShow(suggestion));
  return [...contentLines(reply, isLost), ...linksOf(others)];
}

function contentLines(reply: Reply, isLost: CanShow): readonly Line[] {
  switch (reply.type) {
    case "text":
      return [{ text: reply.isMarkup ? stripMarkup(reply.text) : reply.text }];
    case "image":
    case "file":
      return mediaLines(reply.media);
    case "card":
      return cardLines(reply.card, isLost);
    case "carousel":
      return reply.cards.flatMap((card) => cardLines(card, isLost));
  }
}

function cardLines({ title, description, media, suggestions = [] }: Card, isLost: CanShow): readonly Line[] {
  const words = [title, description].filter((word) => word !== undefined).map((word) => ({ text: word }));
  const picture = words.length === 0 && media !== undefined ? mediaLines(media) : [];
  return [...words, ...picture, ...linksOf(suggestions.filter(isLost))];
}

function mediaLines(media: Media): readonly Line[] {
  const words = media.altText === undefined ? [] : [{ text: media.altText }];
  return media.type === "uploaded" ? words : [...words, { text: media.url, isWhole: true }];
}

function linksOf(suggestions: readonly Suggestion[]): readonly Line[] {
  return suggestions.flatMap((suggestion) => {
    if (suggestion.type === "openUrl") return [{ text: `${suggestion.text}: ${suggestion.url}`, isWhole: true }];
    return suggestion.type === "dial" ? [{ text: `${suggestion.text}: ${suggestion.phone}`, isWhole: true }] : [];
  });
}
