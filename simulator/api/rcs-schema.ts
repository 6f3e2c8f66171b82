import { boolean, codePoints, duration, enumOf, outputOnly, text, textLike, time, url } from "./fields.ts";
import { suggestions } from "./rcs-suggestion-schema.ts";
import { advised, type Infer, list, object, sourced, where } from "./schema.ts";
import { SOURCES } from "./sources.ts";

/** What is expected of a carousel. */
export const NO_TALL_MEDIA = "no TALL media on SMALL cards";

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

const CARD = where(
  object({ title: codePoints(200), description: codePoints(2000), media: MEDIA, suggestions: suggestions(4) }),
  "a title, a description or media",
  ({ title, description, media }) => [title, description, media].some((part) => part !== undefined),
);

const STANDALONE_CARD = advised(
  where(
    object(
      {
        cardOrientation: enumOf("HORIZONTAL", "VERTICAL"),
        thumbnailImageAlignment: enumOf("LEFT", "RIGHT"),
        cardContent: CARD,
      },
      { required: ["cardOrientation", "cardContent"] },
    ),
    "words beside media on a horizontal card",
    ({ cardOrientation, cardContent }) => cardOrientation !== "HORIZONTAL" || !isPicture(cardContent),
  ),
  "alignment-of-vertical-card",
  ({ cardOrientation, thumbnailImageAlignment }) =>
    cardOrientation === "VERTICAL" && thumbnailImageAlignment !== undefined,
);

const CAROUSEL_CARD = where(
  object(
    { cardWidth: enumOf("SMALL", "MEDIUM"), cardContents: list(CARD, { min: 2, max: 10 }) },
    { required: ["cardWidth", "cardContents"] },
  ),
  NO_TALL_MEDIA,
  hasNoTallMedia,
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
  where(
    object(
      {
        contentMessage: object({ ...CONTENT, suggestions: suggestions(11) }, { oneOf: [Object.keys(CONTENT)] }),
        messageTrafficType: enumOf("AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"),
        ttl: duration,
        expireTime: time,
        name: outputOnly,
        sendTime: outputOnly,
      },
      { required: ["contentMessage"] },
    ),
    "no expireTime too",
    ({ ttl, expireTime }) => ttl === undefined || expireTime === undefined,
    "ttl",
  ),
);

/** READ or IS_TYPING. */
export const AGENT_EVENT = sourced(
  SOURCES.rcsEvents,
  where(
    object(
      { eventType: enumOf("IS_TYPING", "READ"), messageId: text(), name: outputOnly, sendTime: outputOnly },
      { required: ["eventType"] },
    ),
    "the user's message id",
    ({ eventType, messageId }) => eventType !== "READ" || messageId !== undefined,
    "messageId",
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
  object({ fileUrl: url, thumbnailUrl: url, contentDescription: text(), agentId: text() }, { required: ["fileUrl"] }),
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
export function hasNoTallMedia({ cardWidth, cardContents }: Carousel): boolean {
  return cardWidth !== "SMALL" || cardContents.every(({ media }) => media?.height !== "TALL");
}

function isPicture({ media, title, description, suggestions }: Infer<typeof CARD>): boolean {
  return media !== undefined && [title, description, suggestions].every((part) => part === undefined);
}
