import { TRAFFIC_TYPES } from "../base/agent.ts";
import {
  checked,
  flag,
  isObject,
  type Json,
  list,
  nonEmptyText,
  number,
  oneOf,
  optional,
  refuse,
  shape,
  textUpTo,
  variants,
  withPath,
} from "../base/json.ts";
import { type Cards, checkCard } from "./card.ts";
import { limit, MAX_ALT_TEXT_LENGTH } from "./limits.ts";
import { checkMedia, type FileName } from "./media.ts";
import { readSuggestion } from "./read-suggestion.ts";
import { card, carousel, file, image, type Reply, type ReplyOptions, richText, text } from "./reply.ts";
import { toUri } from "./uri.ts";

/** A link, encoded: the checks that follow count what is sent. */
const link = (json: Json) => toUri(textUpTo(limit("url"))(json));

/** The members of a speaker. */
export const SPEAKER = {
  displayName: nonEmptyText,
  avatarUrl: optional(link),
} as const;

const MEDIA = {
  url: {
    url: link,
    thumbnailUrl: optional(link),
    altText: optional(textUpTo(MAX_ALT_TEXT_LENGTH)),
    forcesRefresh: optional((json) => flag(json) ?? false),
  },
  uploaded: {
    file: readFileName,
    thumbnail: optional(readFileName),
    altText: textUpTo(MAX_ALT_TEXT_LENGTH),
  },
} as const;

const HEIGHT = { height: oneOf(["short", "medium", "tall"]) } as const;

const readMedia = checked(variants(MEDIA), checkMedia);

const readCard = checked(
  shape({
    title: optional(textUpTo(limit("cardTitle"))),
    description: optional(textUpTo(limit("cardDescription"))),
    media: optional(variants({ url: { ...MEDIA.url, ...HEIGHT }, uploaded: { ...MEDIA.uploaded, ...HEIGHT } })),
    suggestions: optional(list(readSuggestion.ofCard)),
  }),
  checkCard,
);

const OPTIONS = {
  suggestions: optional(list(readSuggestion.ofReply)),
  plainText: optional(textUpTo(limit("plainText"))),
  forcesPlainText: flag,
  speaker: optional(shape({ type: oneOf(["bot", "human"]), ...SPEAKER })),
  trafficType: optional(oneOf(TRAFFIC_TYPES)),
  expiry: optional(
    variants({
      after: { seconds: number },
      at: { at: nonEmptyText },
    }),
  ),
} as const;

const readAnyReply = variants({
  text: { text: textUpTo(limit("text")), isMarkup: flag, ...OPTIONS },
  image: { media: readMedia, ...OPTIONS },
  file: { media: readMedia, ...OPTIONS },
  card: {
    card: readCard,
    orientation: optional(oneOf(["vertical", "horizontal-left", "horizontal-right"])),
    ...OPTIONS,
  },
  carousel: {
    cards: readCards,
    width: optional(oneOf(["small", "medium"])),
    ...OPTIONS,
  },
});

/**
 * Reads a reply that another system wrote: its text, or a `Reply` in JSON, which is built as if a bot had built it.
 * @param overrides Options that are added to the reply's own, or replace them.
 * @throws PermanentError naming the place of what is unknown, over a limit, or not a reply.
 */
export function readReply(json: Json, overrides: ReplyOptions = {}): Reply {
  if (typeof json.value === "string") return text(textUpTo(limit("text"))(json), overrides);
  if (!isObject(json.value)) return refuse(json, "a text or a reply");
  const read = readAnyReply(json);
  return withPath(json, () => build({ ...read, ...overrides }));
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
  const [first, second, ...others] = list(readCard)(json);
  if (first !== undefined && second !== undefined) return [first, second, ...others];
  return refuse(json, "2 cards or more", first === undefined ? 0 : 1);
}

function readFileName(json: Json): FileName {
  const [folder, id, ...rest] = nonEmptyText(json).split("/");
  return folder === "files" && id && rest.length === 0
    ? `files/${id}`
    : refuse(json, "files/ and an id", "another text");
}
