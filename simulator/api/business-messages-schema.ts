import { boolean, enumOf, outputOnly, text, textLike, url } from "./fields.ts";
import { hasNoTallMedia, NO_TALL_MEDIA } from "./rcs-schema.ts";
import { richText } from "./rich-text.ts";
import { advised, type Infer, list, object, refine, schemaOf, sourced, where } from "./schema.ts";
import { SOURCES } from "./sources.ts";

/** Google does not document whether it counts UTF-16 units or code points. Units are the stricter reading. */
const TEXT = text(3072);
const LABEL = text(25);
const POSTBACK = text(2048);

/** Who speaks: the bot or a person. */
export const REPRESENTATIVE = object(
  { representativeType: enumOf("BOT", "HUMAN"), displayName: text(), avatarImage: url },
  { required: ["representativeType"] },
);

const CONTENT_INFO = object(
  { fileUrl: url, thumbnailUrl: url, altText: text(), forceRefresh: boolean },
  { required: ["fileUrl"] },
);

const ACTIONS = {
  openUrlAction: object({ url }, { required: ["url"] }),
  dialAction: object({ phoneNumber: textLike(/^\+[\d().-]*\d[\d().-]*$/) }, { required: ["phoneNumber"] }),
};

const OAUTH = object(
  {
    clientId: text(),
    codeChallenge: text(),
    codeChallengeMethod: textLike(/^(plain|S256)$/),
    scopes: list(text(), { min: 1 }),
  },
  { required: ["clientId", "codeChallenge", "scopes"] },
);

const SUGGESTIONS = {
  reply: object({ text: LABEL, postbackData: POSTBACK }, { required: ["text", "postbackData"] }),
  action: object(
    { text: LABEL, postbackData: POSTBACK, ...ACTIONS },
    { required: ["text", "postbackData"], oneOf: [Object.keys(ACTIONS)] },
  ),
  authenticationRequest: object({ oauth: OAUTH }, { required: ["oauth"] }),
  liveAgentRequest: object({}),
};

const SUGGESTION = object(SUGGESTIONS, { oneOf: [Object.keys(SUGGESTIONS)] });
const SUGGESTIONS_OF_CARD = list(SUGGESTION, { max: 4 });

const offersLiveAgent = (suggestions: readonly Infer<typeof SUGGESTION>[]) =>
  suggestions.some(({ liveAgentRequest }) => liveAgentRequest !== undefined);

const MEDIA = object(
  { height: enumOf("SHORT", "MEDIUM", "TALL"), contentInfo: CONTENT_INFO },
  { required: ["contentInfo"] },
);

const CARD = advised(
  object({
    title: text(200),
    description: text(2000),
    media: MEDIA,
    suggestions: advised(SUGGESTIONS_OF_CARD, "live-agent-request-on-card", offersLiveAgent),
  }),
  "empty-card",
  (card) => Object.keys(card).length === 0,
);

const CAROUSEL = where(
  object(
    { cardWidth: enumOf("SMALL", "MEDIUM"), cardContents: list(CARD, { min: 2, max: 10 }) },
    {
      required: ["cardContents"],
    },
  ),
  NO_TALL_MEDIA,
  hasNoTallMedia,
);

const CARDS = {
  standaloneCard: object({ cardContent: CARD }, { required: ["cardContent"] }),
  carouselCard: CAROUSEL,
};

const CONTENT = {
  text: TEXT,
  image: object({ contentInfo: CONTENT_INFO }, { required: ["contentInfo"] }),
  richCard: object(CARDS, { oneOf: [Object.keys(CARDS)] }),
};

const MESSAGE_FIELDS = object(
  {
    messageId: text(),
    representative: REPRESENTATIVE,
    containsRichText: boolean,
    fallback: TEXT,
    suggestions: list(SUGGESTION, { max: 13 }),
    name: outputOnly,
    ...CONTENT,
  },
  { required: ["messageId", "representative"], oneOf: [Object.keys(CONTENT)] },
);

const offersLiveAgentOfPerson = ({ suggestions = [], representative }: Infer<typeof MESSAGE_FIELDS>) =>
  offersLiveAgent(suggestions) && representative.representativeType === "HUMAN";

/**
 * A message of an agent.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages
 */
export const MESSAGE = sourced(
  SOURCES.businessMessagesMessages,
  refine(
    advised(MESSAGE_FIELDS, "live-agent-request-of-person", offersLiveAgentOfPerson),
    schemaOf<Infer<typeof MESSAGE_FIELDS>>(
      (message) => {
        const { containsRichText, text = "" } = message as Infer<typeof MESSAGE_FIELDS>;
        return containsRichText === true ? richText(text, "text") : [];
      },
      () => richText.rules("text"),
    ),
  ),
);

/** Typing, or a representative who joins or leaves. */
export const EVENT = sourced(
  SOURCES.businessMessagesDiscovery,
  object(
    {
      eventType: enumOf("TYPING_STARTED", "TYPING_STOPPED", "REPRESENTATIVE_JOINED", "REPRESENTATIVE_LEFT"),
      representative: REPRESENTATIVE,
      name: outputOnly,
    },
    { required: ["eventType"] },
  ),
);

/** The user's message was read. */
export const RECEIPT = sourced(
  SOURCES.businessMessagesDiscovery,
  object({ receiptType: enumOf("READ"), name: outputOnly }, { required: ["receiptType"] }),
);

/** A survey has no content: its questions are configured in the agent. */
export const SURVEY = sourced(SOURCES.businessMessagesDiscovery, object({ name: outputOnly }));
