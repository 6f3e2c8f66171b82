import { describe, expect, it } from "vitest";
import { readOutbound } from "../../../functions/outbound/read-outbound.ts";
import { readAgents } from "../../../shared/base/agent.ts";
import { expireAt, text } from "../../../shared/reply/reply.ts";
import { BUSINESS_MESSAGES_AGENT, REFUSED_REQUESTS, TO_PHONE } from "../../support/refused-requests.ts";

const PUBLISHED = new Date("2026-11-20T10:00:00Z");
const agents = readAgents(
  JSON.stringify([
    { channel: "rcs", agent: "bank" },
    { channel: "rcs", agent: "codes", trafficType: "AUTHENTICATION" },
    { channel: "business-messages", agent: BUSINESS_MESSAGES_AGENT },
  ]),
);
const clock = { now: () => new Date("2026-11-20T12:00:00Z") };

function read(request: unknown) {
  const bytes = Buffer.from(typeof request === "string" ? request : JSON.stringify(request));
  return readOutbound({ agents, conversationKey: "key" }, clock)({ bytes, attributes: {} }, PUBLISHED);
}

const inSeconds = (seconds: number) => expireAt(new Date(PUBLISHED.getTime() + seconds * 1000));

describe("readOutbound()", () => {
  it("reads a text to a phone", () => {
    expect(read(TO_PHONE)).toEqual({
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
    expect(read({ ...TO_PHONE, agent: "bank@rbm.goog" })).toEqual(read(TO_PHONE));
  });

  it("takes a conversation of Business Messages", () => {
    expect(read({ ...TO_PHONE, agent: BUSINESS_MESSAGES_AGENT, to: "c1" })).toMatchObject({
      channel: "business-messages",
      address: "c1",
    });
  });

  it("takes the clock's time where Pub/Sub does not say when it was published", () => {
    const bytes = Buffer.from(JSON.stringify(TO_PHONE));
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
    expect(read({ ...TO_PHONE, ...members })).toMatchObject({ command: { reply: { expiry: inSeconds(seconds) } } });
  });

  it("reads what is done when a message does not arrive", () => {
    const { command } = read({ ...TO_PHONE, fallback: "Your code is 7", critical: true });
    expect(command).toMatchObject({ terms: { fallback: "Your code is 7", isCritical: true } });
  });

  it("has a person say it", () => {
    const speaker = { type: "human", displayName: "Ann", avatarUrl: "https://a.example/a.png" };
    const { command } = read({
      ...TO_PHONE,
      speaker: { displayName: "Ann", avatarUrl: "https://a.example/a.png" },
    });
    expect(command).toMatchObject({ speaker, reply: { speaker } });
  });

  it.each([
    ["join", { speaker: { displayName: "Ann" } }, { type: "join", speaker: { type: "human", displayName: "Ann" } }],
    ["leave", {}, { type: "leave" }],
  ])("reads that a person wants to %s", (handoff, members, command) => {
    expect(read({ ...TO_PHONE, reply: undefined, handoff, ...members })).toMatchObject({ command });
  });

  it.each(REFUSED_REQUESTS)("refuses as %s %j", (reason, members, message) => {
    expect(() => read({ ...TO_PHONE, ...members })).toThrow(expect.objectContaining({ reason, message }));
  });

  it.each(["hello", "", "{'id': 1}"])("says of %j that it is no JSON", (text) => {
    const message = "Cannot read the body: expected JSON, got another text";
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: "unreadable", message }));
  });

  it("refuses more than 256 KiB", () => {
    expect(() => read("x".repeat(262_145))).toThrow(expect.objectContaining({ reason: "too-large" }));
  });
});
