import { type Row, rows } from "./rows.ts";

const BOTH = "both, limits";
const REPLY = "test/shared/reply/reply.test.ts";
const SUGGESTION = "test/shared/reply/suggestion.test.ts";

/** Every limit that either contract sets, and the rules of reaching it. */
export const LIMITS: readonly Row[] = [
  ...rows(BOTH, REPLY, [
    ["text: 3072", "a long text"],
    ["card title: 200", "a long title"],
    ["card description: 2000", "a long description"],
    ["card: a title, a description or media", "an empty card"],
    ["card: 4 suggestions", "5 suggestions of a card"],
    ["carousel: 10 cards", "11 cards"],
    ["small cards: no tall media", "tall pictures in small cards"],
  ]),
  ...rows(BOTH, "test/types.test.ts", [["carousel: 2 cards", "a carousel has two cards"]]),
  ...rows(BOTH, SUGGESTION, [
    ["suggestion text: 25", "a long text"],
    ["postback: 2048", "a long postback"],
    ["URL: http or https, as in RFC 3986", "a URL in two lines"],
  ]),
  ...rows("RCS, limits", REPLY, [
    ["11 suggestions, the stricter of both", "12 suggestions"],
    ["expiry: 15 days", "too long a life"],
    ["horizontal card: more than media", "a picture beside nothing"],
  ]),
  ...rows("RCS, limits", SUGGESTION, [
    ["URL and fallback URL: 2048", "a long URL"],
    ["calendar title: 100, required", "a long event title"],
    ["calendar description: 500", "a long event description"],
    ["dialled: digits, + * #", "a phone number with words"],
  ]),
  ...rows("RCS, limits", "test/shared/google/rcs/render.test.ts", [
    ["message: 250 KB in all", "refuses a message that is too large in all"],
    ["messageTrafficType: every type", "says of every use what the message is for: %s"],
    ["messageTrafficType: the agent's, unless told", "says the agent's traffic type, unless the reply has its own"],
  ]),
  ...rows("RCS, limits", "test/shared/google/rcs/recorded.test.ts", [
    ["file: 100 MiB, with a type", "more than 100 MiB"],
    ["files.create by URL", "files.create by URL"],
    ["files.create by upload", "files.create upload"],
    ["messageId, eventId: UUIDs", "refuse an id that is no UUID"],
  ]),
  ...rows("RCS, limits", "test/shared/google/rcs/reach.test.ts", [
    ["users.batchGet: 500 phones", "refuses fewer than 500 phones of a region before it asks about any"],
    ["users.batchGet: 10,000 phones", "asks about at most 10,000 phones at once, and never about too few"],
    ["users.batchGet: each phone once", "asks about a repeated phone once"],
    ["users.batchGet: one region", "asks about each region alone, and adds the answers up"],
  ]),
  ...rows("RCS, limits", "test/shared/google/rcs/region.test.ts", [
    ["regional hosts", "calls the host of %s"],
    ["regional hosts: whose phone", "knows where %s belongs"],
  ]),
  ...rows("RCS, limits", "test/shared/google/rcs/capabilities.test.ts", [
    ["capabilities: kept for hours", "asks once in four hours about a phone"],
    [
      "capabilities: out of reach is no lasting answer",
      "asks again after a quarter of an hour about a phone out of reach",
    ],
    ["capabilities: requestId is new with every try", "asks under another id with every try that meets %s"],
  ]),
  ...rows("RCS, limits", "test/shared/google/rcs/messenger.test.ts", [
    ["phone: E.164", "refuses %j as an address for ever"],
  ]),
  ...rows("Business Messages, limits", REPLY, [
    ["fallback: 3072", "a long plainText"],
    ["forceFallback: a fallback", "a forced plainText without one"],
    ["liveAgentRequest: from a bot", "a person who offers a person"],
    ["liveAgentRequest: not in a card", "a card that offers a person"],
    ["representative: a display name", "a speaker without a name"],
  ]),
  ...rows("Business Messages, limits", SUGGESTION, [["oauth: scopes", "authentication for nothing"]]),
  ...rows("Business Messages, limits", "test/shared/google/business-messages/render.test.ts", [
    ["rich text: markup that closes", "says in words what is no whole markup, and would be refused"],
    ["dialAction: a number worldwide", "makes a reply chip of a call to %s, which is no number worldwide"],
  ]),
  ...rows("Business Messages, limits", "test/shared/google/business-messages/messenger.test.ts", [
    [
      "60 messages a minute and conversation",
      "holds back the 61st message of a conversation within a minute, without a call",
    ],
  ]),
  ...rows("both, connections", "test/shared/google/http/connections.test.ts", [
    ["no connection older than 300 s", "uses no connection that is 300 s old, however busy it was"],
  ]),
];
