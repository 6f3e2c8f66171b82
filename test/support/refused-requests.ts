/** The agents that the requests of these tests may name. */
export const BUSINESS_MESSAGES_AGENT = "brands/b/agents/a";

/** A request that is understood, when it was published at ten. */
export const TO_PHONE = { id: "order-17", agent: "bank", to: "+447700900123", reply: "Hello" };

const BM = BUSINESS_MESSAGES_AGENT;
const long = (length: number) => "x".repeat(length);
const cards = (...titles: readonly string[]) => ({ type: "carousel", cards: titles.map((title) => ({ title })) });
const chip = { type: "requestLiveAgent", text: "A person", postback: "person" };

/** Why a request is refused, the members that differ from `TO_PHONE`, and what the refusal says. */
export const REFUSED_REQUESTS: readonly (readonly [reason: string, members: object, message: string])[] = [
  ["unreadable", { id: undefined }, "Cannot read id: expected an id of 1 to 256 characters, got undefined"],
  ["agent-not-configured", { agent: "shop" }, "Cannot read agent: expected one of AGENTS, got another"],
  ["bad-address", { to: "07700900123" }, "Cannot read to: Cannot call RCS: expected a phone number in E.164 form"],
  ["unreadable", { reply: undefined }, "Cannot read reply: expected a text or a reply, got undefined"],
  ["unreadable", { reply: long(3073) }, "Cannot read reply: expected 1 to 3072 characters, got 3073"],
  [
    "unreadable",
    { reply: cards("A", "B", long(214)) },
    "Cannot read reply.cards[2].title: expected 1 to 200 characters, got 214",
  ],
  ["unreadable", { reply: cards("A") }, "Cannot read reply.cards: expected 2 cards or more, got 1"],
  [
    "unreadable",
    { reply: { type: "video" } },
    "Cannot read reply.type: expected one of text, image, file, card, carousel, got string",
  ],
  [
    "unreadable",
    { replies: [] },
    "Cannot read replies: expected only id, agent, to, reply, handoff, speaker, ttl, expireTime, trafficType, critical, fallback, got another member",
  ],
  [
    "unreadable",
    { "+447700900123": 1 },
    "Cannot read the body: expected only id, agent, to, reply, handoff, speaker, ttl, expireTime, trafficType, critical, fallback, got another of 13 characters",
  ],
  [
    "bad-reply",
    { reply: { type: "card", card: {} } },
    "Cannot read reply.card: Cannot reply with this card: expected a title, a description or media, got none of them; give it one",
  ],
  [
    "bad-reply",
    { speaker: { displayName: "Ann" }, reply: { type: "text", text: "Hi", suggestions: [chip] } },
    "Cannot read reply: Cannot reply with this suggestion: expected no request for a live agent from a person, got requestLiveAgent; leave it out",
  ],
  [
    "bad-reply",
    { ttl: 0 },
    "Cannot read ttl: Cannot reply with this expiry: expected 1 to 1296000 seconds from now, got 0; set another time",
  ],
  [
    "bad-reply",
    { expireTime: "2026-11-20T09:00:00Z" },
    "Cannot read expireTime: Cannot reply with this expiry: expected 1 to 1296000 seconds from now, got -3600; set another time",
  ],
  ["unreadable", { expireTime: "noon" }, "Cannot read expireTime: expected an RFC 3339 time, got another text"],
  [
    "bad-request",
    { ttl: 60, expireTime: "2026-11-20T10:05:00Z" },
    "Cannot read ttl: expected none beside `expireTime`",
  ],
  [
    "unreadable",
    { trafficType: "ACKNOWLEDGEMENT" },
    "Cannot read trafficType: expected one of AUTHENTICATION, TRANSACTION, PROMOTION, SERVICEREQUEST, got string",
  ],
  [
    "bad-request",
    { reply: { type: "text", text: "Hi", trafficType: "ACKNOWLEDGEMENT" } },
    "Cannot read reply.trafficType: expected one of AUTHENTICATION, TRANSACTION, PROMOTION, SERVICEREQUEST",
  ],
  ["bad-request", { critical: true }, "Cannot read critical: expected a `fallback` beside it"],
  ["bad-request", { agent: BM, fallback: "Hi" }, "Cannot read fallback: expected none: only RCS tells of expiry"],
  [
    "bad-reply",
    { fallback: " \n" },
    "Cannot read fallback: Cannot reply with this fallback: expected 1 to 3072 characters, got none that can be seen; write something, or leave it out",
  ],
  [
    "bad-reply",
    { handoff: "join", reply: undefined, speaker: { displayName: " " } },
    "Cannot read speaker: Cannot reply with this speaker's name: expected 1 to 100 characters, got none that can be seen; write something, or leave it out",
  ],
  ["bad-request", { handoff: "join" }, "Cannot read reply: expected none beside `handoff`"],
  ["bad-request", { handoff: "join", reply: undefined }, "Cannot read speaker: expected the person who joins or types"],
  [
    "bad-request",
    { handoff: "typing", reply: undefined },
    "Cannot read speaker: expected the person who joins or types",
  ],
];
