import type { Violation } from "./api-error.ts";
import { boolean, codePoints, enumOf, outputOnly, text, textLike, time, url } from "./fields.ts";
import { suggestions } from "./rcs-suggestion-schema.ts";
import { advised, type Infer, list, object, refine, sourced, violation } from "./schema.ts";
import { SOURCES } from "./sources.ts";

const FILE_NAME = textLike(/^files\/./);

const FILES = {
  contentInfo: object({ fileUrl: url, thumbnailUrl: url, forceRefresh: boolean }, { required: ["fileUrl"] }),
  uploadedRbmFile: object({ fileName: FILE_NAME, thumbnailName: FILE_NAME }, { required: ["fileName"] }),
  fileName: text(),
};

const MEDIA = object(
  { height: enumOf("SHORT", "MEDIUM", "TALL"), contentDescription: text(), ...FILES },
  { oneOf: [Object.keys(FILES)] },
);

const CARD = refine(
  object({ title: codePoints(200), description: codePoints(2000), media: MEDIA, suggestions: suggestions(4) }),
  ({ title, description, media }, field) =>
    [title, description, media].every((part) => part === undefined)
      ? violation(field, "a title, a description or media")
      : [],
);

const STANDALONE_CARD = advised(
  refine(
    object(
      {
        cardOrientation: enumOf("HORIZONTAL", "VERTICAL"),
        thumbnailImageAlignment: enumOf("LEFT", "RIGHT"),
        cardContent: CARD,
      },
      { required: ["cardOrientation", "cardContent"] },
    ),
    ({ cardOrientation, cardContent }, field) =>
      cardOrientation === "HORIZONTAL" && isPicture(cardContent) ? violation(field, "words beside media") : [],
  ),
  "alignment-of-vertical-card",
  ({ cardOrientation, thumbnailImageAlignment }) =>
    cardOrientation === "VERTICAL" && thumbnailImageAlignment !== undefined,
);

const CAROUSEL_CARD = refine(
  object(
    { cardWidth: enumOf("SMALL", "MEDIUM"), cardContents: list(CARD, { min: 2, max: 10 }) },
    { required: ["cardWidth", "cardContents"] },
  ),
  noTallMediaOnSmallCards,
);

const CARDS = { standaloneCard: STANDALONE_CARD, carouselCard: CAROUSEL_CARD };

const CONTENT = {
  text: codePoints(3072),
  richCard: object(CARDS, { oneOf: [Object.keys(CARDS)] }),
  ...FILES,
};

/**
 * A message of an agent.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
export const AGENT_MESSAGE = sourced(
  SOURCES.rcsMessages,
  refine(
    object(
      {
        contentMessage: object({ ...CONTENT, suggestions: suggestions(11) }, { oneOf: [Object.keys(CONTENT)] }),
        messageTrafficType: enumOf("AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"),
        ttl: textLike(/^\d+(\.\d{1,9})?s$/),
        expireTime: time,
        name: outputOnly,
        sendTime: outputOnly,
      },
      { required: ["contentMessage"] },
    ),
    ({ ttl, expireTime }) =>
      ttl === undefined || expireTime === undefined ? [] : violation("ttl", "no expireTime too"),
  ),
);

/** READ or IS_TYPING. */
export const AGENT_EVENT = sourced(
  SOURCES.rcsEvents,
  refine(
    object(
      { eventType: enumOf("READ", "IS_TYPING"), messageId: text(), name: outputOnly, sendTime: outputOnly },
      { required: ["eventType"] },
    ),
    ({ eventType, messageId }) =>
      eventType === "READ" && messageId === undefined ? violation("messageId", "the user's message id") : [],
  ),
);

/** The numbers of a bulk check. That each is there once is checked elsewhere. */
export const BATCH_GET = sourced(
  SOURCES.rcsBatchGet,
  object(
    { users: list(textLike(/^\+[1-9]\d{6,14}$/), { min: 500, max: 10_000 }), agentId: text() },
    { required: ["users"] },
  ),
);

/** A file that Google shall fetch. */
export const FILE = sourced(
  SOURCES.rcsFiles,
  object({ fileUrl: url, thumbnailUrl: url, agentId: text() }, { required: ["fileUrl"] }),
);

/** What is said about a file in the same body as its bytes. */
export const UPLOAD = sourced(SOURCES.rcsFiles, object({ agentId: text() }));

/** An invitation of a tester. */
export const TESTER = sourced(
  SOURCES.rcsTesters,
  object(
    { agentId: text(), phoneNumber: textLike(/^\+[1-9]\d{6,14}$/), name: outputOnly, inviteStatus: outputOnly },
    { required: ["agentId", "phoneNumber"] },
  ),
);

/** What carousels of both channels have in common. */
interface Carousel {
  readonly cardWidth?: string;
  readonly cardContents: readonly { readonly media?: { readonly height?: string } }[];
}

/** On both channels, media of TALL height do not fit on SMALL cards. */
export function noTallMediaOnSmallCards({ cardWidth, cardContents }: Carousel, field: string): readonly Violation[] {
  const hasTall = cardContents.some(({ media }) => media?.height === "TALL");
  return cardWidth === "SMALL" && hasTall ? violation(field, "no TALL media on SMALL cards") : [];
}

function isPicture({ media, title, description, suggestions }: Infer<typeof CARD>): boolean {
  return media !== undefined && [title, description, suggestions].every((part) => part === undefined);
}
