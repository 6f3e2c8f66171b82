import type { Agent } from "../../base/agent.ts";
import { present } from "../../base/present.ts";
import type { Card, CardMedia, Orientation } from "../../reply/card.ts";
import { refuseReply } from "../../reply/checks.ts";
import { LIMITS } from "../../reply/limits.ts";
import { stripMarkup } from "../../reply/markup.ts";
import type { Media } from "../../reply/media.ts";
import type { Reply, ReplyOptions } from "../../reply/reply.ts";
import { renderRcsSuggestions } from "./render-suggestion.ts";

/**
 * The AgentMessage that says a reply. What RCS lacks: the marks of rich text are taken away, a request for a live agent
 * becomes a reply chip, authentication is left out, and so are speaker, `plainText`, and the alternative text outside a card.
 * @throws PermanentError when the whole is larger than RCS takes.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
export function renderRcs(reply: Reply, agent: Pick<Agent, "trafficType">): object {
  const trafficType = reply.trafficType ?? agent.trafficType;
  const message = {
    contentMessage: { ...content(reply), ...renderRcsSuggestions(reply.suggestions) },
    ...present({ messageTrafficType: trafficType }),
    ...expiry(reply),
  };
  const [bytes, most] = [Buffer.byteLength(JSON.stringify(message)), LIMITS.rcs.messageBytes];
  if (bytes > most) refuseReply("message", `at most ${most} bytes in all`, bytes, "leave something out");
  return message;
}

function content(reply: Reply): object {
  switch (reply.type) {
    case "text":
      return { text: reply.isMarkup ? stripMarkup(reply.text) : reply.text };
    case "image":
    case "file":
      return mediaSource(reply.media);
    case "card":
      return { richCard: { standaloneCard: { ...layout(reply.orientation), cardContent: cardContent(reply.card) } } };
    case "carousel": {
      const cardContents = reply.cards.map(cardContent);
      return { richCard: { carouselCard: { cardWidth: reply.width.toUpperCase(), cardContents } } };
    }
  }
}

function expiry({ expiry }: ReplyOptions): object {
  if (expiry === undefined) return {};
  return expiry.type === "after" ? { ttl: `${expiry.seconds}s` } : { expireTime: expiry.at };
}

function layout(orientation: Orientation): object {
  switch (orientation) {
    case "vertical":
      return { cardOrientation: "VERTICAL" };
    case "horizontal-left":
      return { cardOrientation: "HORIZONTAL", thumbnailImageAlignment: "LEFT" };
    case "horizontal-right":
      return { cardOrientation: "HORIZONTAL", thumbnailImageAlignment: "RIGHT" };
  }
}

function cardContent({ title, description, media, suggestions }: Card): object {
  return {
    ...present({ title, description, media: media === undefined ? undefined : cardMedia(media) }),
    ...renderRcsSuggestions(suggestions),
  };
}

function cardMedia(media: CardMedia): object {
  const { height, altText: contentDescription } = media;
  return { ...present({ height: height.toUpperCase(), contentDescription }), ...mediaSource(media) };
}

function mediaSource(media: Media): object {
  if (media.type === "uploaded") {
    return { uploadedRbmFile: present({ fileName: media.file, thumbnailName: media.thumbnail }) };
  }
  const { url: fileUrl, thumbnailUrl, forcesRefresh: forceRefresh } = media;
  return { contentInfo: present({ fileUrl, thumbnailUrl, forceRefresh }) };
}
