import { describe, expect, it } from "vitest";
import { readOutbound } from "../../../functions/outbound/read-outbound.ts";
import { readAgents } from "../../../shared/base/agent.ts";
import { expireAt, text } from "../../../shared/reply/reply.ts";

const PUBLISHED = new Date("2026-11-20T10:00:00Z");
const BM = "brands/b/agents/a";
const agents = readAgents(
  JSON.stringify([
    { channel: "rcs", agent: "bank" },
    { channel: "rcs", agent: "codes", trafficType: "AUTHENTICATION" },
    { channel: "business-messages", agent: BM },
  ]),
);
const clock = { now: () => new Date("2026-11-20T12:00:00Z") };
const toPhone = { id: "order-17", agent: "bank", to: "+447700900123", reply: "Hello" };

function read(request: unknown) {
  const bytes = Buffer.from(typeof request === "string" ? request : JSON.stringify(request));
  return readOutbound({ agents, conversationKey: "key" }, clock)({ bytes, attributes: {} }, PUBLISHED);
}

const inSeconds = (seconds: number) => expireAt(new Date(PUBLISHED.getTime() + seconds * 1000));

describe("readOutbound()", () => {
  it("reads a text to a phone", () => {
    expect(read(toPhone)).toEqual({
      type: "outbound",
      id: "order-17",
      channel: "rcs",
      agent: "bank",
      address: "+447700900123",
      conversation: expect.stringMatching(/^[\w-]{43}$/),
      at: PUBLISHED,
      received: PUBLISHED,
      command: { type: "say", reply: text("Hello", { expiry: inSeconds(86_400) }) },
    });
  });

  it("knows an RCS agent by both of its names", () => {
    expect(read({ ...toPhone, agent: "bank@rbm.goog" })).toEqual(read(toPhone));
  });

  it("takes a conversation of Business Messages", () => {
    expect(read({ ...toPhone, agent: BM, to: "c1" })).toMatchObject({ channel: "business-messages", address: "c1" });
  });

  it("takes the clock's time where Pub/Sub does not say when it was published", () => {
    const bytes = Buffer.from(JSON.stringify(toPhone));
    const request = readOutbound({ agents, conversationKey: "key" }, clock)({ bytes, attributes: {} });
    expect(request.at).toEqual(clock.now());
  });

  it.each([
    ["a day", {}, 86_400],
    ["ten minutes with a fallback", { fallback: "Hi" }, 600],
    ["five minutes for a code", { trafficType: "AUTHENTICATION", fallback: "Hi" }, 300],
    ["five minutes from an agent for codes", { agent: "codes" }, 300],
    ["its ttl", { ttl: 90 }, 90],
    ["its expireTime", { expireTime: "2026-11-20T11:02:00+01:00" }, 120],
    ["what the reply says", { reply: { type: "text", text: "Hi", expiry: { type: "after", seconds: 30 } } }, 30],
    [
      "its ttl before the reply's",
      { ttl: 9, reply: { type: "text", text: "Hi", expiry: { type: "after", seconds: 30 } } },
      9,
    ],
  ])("lets a message live for %s", (_claim, members, seconds) => {
    expect(read({ ...toPhone, ...members })).toMatchObject({ command: { reply: { expiry: inSeconds(seconds) } } });
  });

  it("reads what is done when a message does not arrive", () => {
    const { command } = read({ ...toPhone, fallback: "Your code is 7", critical: true });
    expect(command).toMatchObject({ terms: { fallback: "Your code is 7", isCritical: true } });
  });

  it("has a person say it", () => {
    const speaker = { type: "human", displayName: "Ann", avatarUrl: "https://a.example/a.png" };
    const { command } = read({
      ...toPhone,
      speaker: { displayName: "Ann", avatarUrl: "https://a.example/a.png" },
    });
    expect(command).toMatchObject({ speaker, reply: { speaker } });
  });

  it.each([
    ["join", { speaker: { displayName: "Ann" } }, { type: "join", speaker: { type: "human", displayName: "Ann" } }],
    ["leave", {}, { type: "leave" }],
  ])("reads that a person wants to %s", (handoff, members, command) => {
    expect(read({ ...toPhone, reply: undefined, handoff, ...members })).toMatchObject({ command });
  });

  const long = (length: number) => "x".repeat(length);
  const cards = (...titles: readonly string[]) => ({ type: "carousel", cards: titles.map((title) => ({ title })) });
  const chip = { type: "requestLiveAgent", text: "A person", postback: "person" };
  it.each<[reason: string, members: object, message: string]>([
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
    ["bad-request", { handoff: "join" }, "Cannot read reply: expected none beside `handoff`"],
    ["bad-request", { handoff: "join", reply: undefined }, "Cannot read speaker: expected the person who joins"],
  ])("refuses as %s %j", (reason, members, message) => {
    expect(() => read({ ...toPhone, ...members })).toThrow(expect.objectContaining({ reason, message }));
  });

  it("refuses more than 256 KiB", () => {
    expect(() => read(long(262_145))).toThrow(expect.objectContaining({ reason: "too-large" }));
  });
});
