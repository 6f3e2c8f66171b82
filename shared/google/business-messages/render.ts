import { present } from "../../base/present.ts";
import type { Card, CardMedia } from "../../reply/card.ts";
import { isClosedMarkup, stripMarkup } from "../../reply/markup.ts";
import type { Media } from "../../reply/media.ts";
import type { Reply } from "../../reply/reply.ts";
import type { Speaker } from "../../reply/speaker.ts";
import { renderBusinessMessagesSuggestions } from "./render-suggestion.ts";

/**
 * The Message that says a reply, but for its id. What Business Messages lacks: rich text whose marks do not close
 * becomes words; a file that is no picture becomes a text with its link, an uploaded one its alternative text; a horizontal
 * card stands; a webview is the browser; actions on the map, the calendar and the user's location, and calls to numbers
 * without a plus, open their fallback URL, or are reply chips without one; expiry and traffic type are left out.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages
 */
export function renderBusinessMessages(reply: Reply, bot: Speaker): object {
  return {
    representative: renderRepresentative(reply.speaker ?? bot),
    ...content(reply),
    ...present({ fallback: reply.plainText }),
    ...renderBusinessMessagesSuggestions(reply.suggestions),
  };
}

/** The sender that the phone shows. */
export function renderRepresentative({ type, displayName, avatarUrl }: Speaker): object {
  return present({ representativeType: type.toUpperCase(), displayName, avatarImage: avatarUrl });
}

function content(reply: Reply): object {
  switch (reply.type) {
    case "text":
      return reply.isMarkup ? richText(reply.text) : { text: reply.text };
    case "image":
      return reply.media.type === "url" ? { image: contentInfo(reply.media) } : { text: reply.media.altText };
    case "file":
      return { text: mediaAsText(reply.media) };
    case "card":
      return { richCard: { standaloneCard: { cardContent: cardContent(reply.card) } } };
    case "carousel": {
      const cardContents = reply.cards.map(cardContent);
      return { richCard: { carouselCard: { cardWidth: reply.width.toUpperCase(), cardContents } } };
    }
  }
}

/** Markup that the channel would refuse is said in words: the user is answered, if plainly. */
function richText(markup: string): object {
  return isClosedMarkup(markup) ? { text: markup, containsRichText: true } : { text: stripMarkup(markup) };
}

function mediaAsText(media: Media): string {
  if (media.type === "uploaded") return media.altText;
  return media.altText === undefined ? media.url : `${media.altText}: ${media.url}`;
}

function cardContent({ title, media, suggestions, description = altTextOf(title, media) }: Card): object {
  return {
    ...present({ title, description, media: media?.type === "url" ? cardMedia(media) : undefined }),
    ...renderBusinessMessagesSuggestions(suggestions),
  };
}

function cardMedia(media: Extract<CardMedia, { type: "url" }>): object {
  return { height: media.height.toUpperCase(), ...contentInfo(media) };
}

/** A card whose uploaded picture was all it had would be empty. */
function altTextOf(title: string | undefined, media: Media | undefined): string | undefined {
  return title === undefined && media?.type === "uploaded" ? media.altText : undefined;
}

function contentInfo({ url, thumbnailUrl, altText, forcesRefresh }: Extract<Media, { type: "url" }>): object {
  return { contentInfo: present({ fileUrl: url, thumbnailUrl, altText, forceRefresh: forcesRefresh }) };
}
