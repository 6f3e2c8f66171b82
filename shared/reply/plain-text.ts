import { present } from "../base/present.ts";
import type { Card } from "./card.ts";
import { limit } from "./limits.ts";
import { stripMarkup } from "./markup.ts";
import type { Media } from "./media.ts";
import { type Reply, text } from "./reply.ts";
import type { Suggestion } from "./suggestion.ts";

/**
 * A reply as plain text, for a phone that cannot show it: its `plainText` where it has one, else its words and the links of its
 * pictures and suggestions. `undefined` for a reply that is plain text already.
 */
export function toPlainText(reply: Reply): Reply | undefined {
  const { suggestions = [], plainText, trafficType, expiry, speaker } = reply;
  if (reply.type === "text" && suggestions.length === 0 && !reply.isMarkup) return undefined;
  const words = plainText ?? [...wordsOf(reply), ...linksOf(suggestions)].join("\n");
  return words === "" ? undefined : text(words.slice(0, limit("text")), present({ trafficType, expiry, speaker }));
}

function wordsOf(reply: Reply): readonly string[] {
  switch (reply.type) {
    case "text":
      return [reply.isMarkup ? stripMarkup(reply.text) : reply.text];
    case "image":
    case "file":
      return mediaWords(reply.media);
    case "card":
      return cardWords(reply.card);
    case "carousel":
      return reply.cards.flatMap(cardWords);
  }
}

function cardWords({ title, description, media, suggestions = [] }: Card): readonly string[] {
  const words = [title, description].filter((word) => word !== undefined);
  return [...words, ...(words.length === 0 && media !== undefined ? mediaWords(media) : []), ...linksOf(suggestions)];
}

function mediaWords(media: Media): readonly string[] {
  return media.type === "uploaded" ? [media.altText] : [media.altText, media.url].filter((word) => word !== undefined);
}

function linksOf(suggestions: readonly Suggestion[]): readonly string[] {
  return suggestions.flatMap((suggestion) => {
    if (suggestion.type === "openUrl") return [`${suggestion.text}: ${suggestion.url}`];
    return suggestion.type === "dial" ? [`${suggestion.text}: ${suggestion.phone}`] : [];
  });
}
