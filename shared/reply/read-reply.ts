import { TRAFFIC_TYPES } from "../base/agent.ts";
import { isObject, type Json, refuse } from "../base/read.ts";
import {
  checked,
  finite,
  flag,
  listOf,
  oneOf,
  optional,
  refuseValue,
  shape,
  textUpTo,
  variants,
  withPath,
} from "../base/shape.ts";
import { type Cards, checkCard } from "./card.ts";
import { limit, MAX_ALT_TEXT_LENGTH } from "./limits.ts";
import { checkMedia, type FileName } from "./media.ts";
import { readSuggestion } from "./read-suggestion.ts";
import { card, carousel, file, image, type Reply, type ReplyOptions, richText, text } from "./reply.ts";

const anyText = textUpTo(Number.POSITIVE_INFINITY);

/** In whose name something is said. */
export const SPEAKER = {
  displayName: anyText,
  avatarUrl: optional(textUpTo(limit("url"))),
} as const;

const MEDIA = {
  url: {
    type: oneOf(["url"]),
    url: textUpTo(limit("url")),
    thumbnailUrl: optional(textUpTo(limit("url"))),
    altText: optional(textUpTo(MAX_ALT_TEXT_LENGTH)),
    forcesRefresh: optional((json) => flag(json) ?? false),
  },
  uploaded: {
    type: oneOf(["uploaded"]),
    file: readFileName,
    thumbnail: optional(readFileName),
    altText: textUpTo(MAX_ALT_TEXT_LENGTH),
  },
} as const;

const HEIGHT = { height: oneOf(["short", "medium", "tall"]) } as const;

const readMedia = checked(variants({ url: shape(MEDIA.url), uploaded: shape(MEDIA.uploaded) }), checkMedia);

const readCard = checked(
  shape({
    title: optional(textUpTo(limit("cardTitle"))),
    description: optional(textUpTo(limit("cardDescription"))),
    media: optional(
      variants({ url: shape({ ...MEDIA.url, ...HEIGHT }), uploaded: shape({ ...MEDIA.uploaded, ...HEIGHT }) }),
    ),
    suggestions: optional(listOf(readSuggestion.ofCard)),
  }),
  checkCard,
);

const OPTIONS = {
  suggestions: optional(listOf(readSuggestion.ofReply)),
  fallback: optional(textUpTo(limit("fallback"))),
  forcesFallback: flag,
  speaker: optional(shape({ type: oneOf(["bot", "human"]), ...SPEAKER })),
  trafficType: optional(oneOf(TRAFFIC_TYPES)),
  expiry: optional(
    variants({
      after: shape({ type: oneOf(["after"]), seconds: finite }),
      at: shape({ type: oneOf(["at"]), at: anyText }),
    }),
  ),
} as const;

const readAnyReply = variants({
  text: shape({ type: oneOf(["text"]), text: textUpTo(limit("text")), isMarkup: flag, ...OPTIONS }),
  image: shape({ type: oneOf(["image"]), media: readMedia, ...OPTIONS }),
  file: shape({ type: oneOf(["file"]), media: readMedia, ...OPTIONS }),
  card: shape({
    type: oneOf(["card"]),
    card: readCard,
    orientation: optional(oneOf(["vertical", "horizontal-left", "horizontal-right"])),
    ...OPTIONS,
  }),
  carousel: shape({
    type: oneOf(["carousel"]),
    cards: readCards,
    width: optional(oneOf(["small", "medium"])),
    ...OPTIONS,
  }),
});

/**
 * Reads a reply that another system wrote: its text, or a `Reply` in JSON, which is built as if a bot had built it.
 * @param given Options that the reply gets beside its own, or in place of them.
 * @throws PermanentError naming the place of what is unknown, over a limit, or no reply.
 */
export function readReply(json: Json, given: ReplyOptions = {}): Reply {
  if (typeof json.value === "string") return text(textUpTo(limit("text"))(json), given);
  if (!isObject(json.value)) return refuse(json, "a text or a reply");
  const read = readAnyReply(json);
  return withPath(json, () => build({ ...read, ...given }));
}

function build(read: ReturnType<typeof readAnyReply> & ReplyOptions): Reply {
  switch (read.type) {
    case "text": {
      const { text: words, isMarkup, ...options } = read;
      return isMarkup ? richText(words, options) : text(words, options);
    }
    case "image":
      return image(read.media, read);
    case "file":
      return file(read.media, read);
    case "card":
      return card(read.card, read);
    case "carousel":
      return carousel(read.cards, read);
  }
}

function readCards(json: Json): Cards {
  const [first, second, ...others] = listOf(readCard)(json);
  if (first !== undefined && second !== undefined) return [first, second, ...others];
  return refuseValue(json, "2 cards or more", first === undefined ? 0 : 1);
}

function readFileName(json: Json): FileName {
  const [folder, id, ...rest] = anyText(json).split("/");
  return folder === "files" && id && rest.length === 0
    ? `files/${id}`
    : refuseValue(json, "files/ and an id", "another text");
}
