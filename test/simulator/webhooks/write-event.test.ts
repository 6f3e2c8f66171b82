import { describe, expect, test } from "vitest";
import { type Address, type AgentId, agentId, type InboundId, type MessageId } from "../../../shared/base/ids.ts";
import type { Inbound, InboundMessage, MessageDetails } from "../../../shared/inbound/inbound.ts";
import { parse } from "../../../shared/inbound/parse.ts";
import type { Variant } from "../../../simulator/webhooks/variant.ts";
import { AGENTS } from "../../support/fixtures.ts";
import { factOf, maya, RECEIVED, sealed, webhookOf } from "../../support/sealed.ts";
import { writeEvent } from "../../support/write-event.ts";

const CAFE: AgentId = agentId("business-messages", AGENTS[1].agent);
const DIGEST = /^[\w-]{43}$/;

const said = (content: MessageDetails["content"], more: Partial<MessageDetails> = {}) => {
  const told = { type: "message", id: "R1" as InboundId, address: "c1" as Address, at: RECEIVED, content };
  const origin = { channel: "business-messages", agent: CAFE, kind: "message", received: RECEIVED };
  return { ...told, ...more, ...origin } as unknown as InboundMessage;
};

const tap = said({ type: "suggestion", kind: "reply", postback: "yes", text: "Yes", to: "M1" as MessageId });
const signedIn = said({ type: "authentication", code: "4/abc", redirectUri: "https://bot.example/back" });
const survey = said({ type: "survey", kind: "custom", trigger: "partner", survey: "s1", question: "q1", text: "Yes" });
const text = said({ type: "text", text: "Hi" }, { message: "R1" as MessageId });
const receipts = factOf("receipt", webhookOf("business-messages", maya.delivered("M1")));

const sent = (fact: Inbound, variant: Variant) => sealed(webhookOf("business-messages", writeEvent(fact, variant)));
const again = (fact: Inbound, variant: Variant) => parse(sent(fact, variant));

describe("writeEvent() in a variant of Business Messages", () => {
  test.each([
    ["suggestion", tap, "type", "suggestionType"],
    ["sign-in", signedIn, "redirectUri", "redirect_uri"],
  ])("spells a %s as the reference or the guide does, and both are read alike", (_name, fact, reference, guide) => {
    const written = [writeEvent(fact), writeEvent(fact, { spelling: "guide" })].map((event) => JSON.stringify(event));
    expect(written).toEqual([expect.stringContaining(`"${reference}"`), expect.stringContaining(`"${guide}"`)]);
    expect(again(fact, { spelling: "guide" })).toEqual(again(fact, {}));
    expect(again(fact, {})).toMatchObject({ content: fact.content });
  });

  test.each([
    ["receipts", receipts],
    ["a survey", survey],
  ])("leaves out the request id of %s, whose id is then the same digest each time", (_name, fact) => {
    const bare = again(fact, { hasRequestId: false });
    expect(writeEvent(fact, { hasRequestId: false })).not.toHaveProperty("requestId");
    expect(bare).toEqual({ ...again(fact, {}), id: expect.stringMatching(DIGEST) });
    expect(again(fact, { hasRequestId: false }).id).toBe(bare.id);
  });

  test("leaves every other kind its request id", () => {
    expect(writeEvent(text, { hasRequestId: false })).toMatchObject({ requestId: "R1" });
  });

  test.each([
    ["an empty context", { hasEmptyContext: true }, { context: {} }],
    ["an empty place", { hasEmptyPlace: true }, { context: { placeId: "" } }],
  ])("writes %s, which means nothing", (_name, variant, written) => {
    expect(writeEvent(text, variant)).toMatchObject(written);
    expect(again(text, variant)).toMatchObject({ context: {}, content: text.content });
    expect(again(text, variant)).not.toHaveProperty("context.placeId");
  });

  test("writes the partner's id of the agent or leaves it out, and both are read alike", () => {
    expect(writeEvent(text, { customAgentId: "cafe" })).toMatchObject({ customAgentId: "cafe" });
    expect(writeEvent(text)).not.toHaveProperty("customAgentId");
    expect(again(text, { customAgentId: "cafe" })).toEqual(again(text, {}));
  });

  test("writes an unknown kind, which is parked", () => {
    expect(sent(text, { unknownKind: "feedbackResponse" }).attributes).toMatchObject({ reason: "unknown-kind" });
  });

  test("writes a new value of an enum, which is read as unknown", () => {
    const odd = said({ type: "suggestion", kind: "unknown", postback: "yes" }, { context: { entryPoint: "unknown" } });
    const variant = { unknownWord: "HOLOGRAM" };
    expect(writeEvent(odd, variant)).toMatchObject({
      suggestionResponse: { type: "HOLOGRAM" },
      context: { entryPoint: "HOLOGRAM" },
    });
    expect(again(odd, variant)).toMatchObject({ content: odd.content, context: { entryPoint: "unknown" } });
  });
});

describe("writeEvent() refuses what a channel has no event for", () => {
  test("a survey in RCS", () => {
    expect(() => writeEvent({ ...survey, channel: "rcs" })).toThrow(
      "Cannot write content of type survey: RCS has no event",
    );
  });

  test("a location in Business Messages", () => {
    expect(() => writeEvent(said({ type: "location", latitude: 1, longitude: 2 }))).toThrow(
      "Cannot write content of type location: Business Messages has no event",
    );
  });
});
