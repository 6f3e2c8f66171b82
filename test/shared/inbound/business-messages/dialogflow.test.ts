import { describe, expect, it } from "vitest";
import { readDialogflow } from "../../../../shared/inbound/business-messages/dialogflow.ts";

const NOTHING = { intents: [], isAutoResponded: false, autoResponses: [] };

describe("readDialogflow()", () => {
  it("reads an empty response", () => expect(read({})).toEqual(NOTHING));

  it("reads the text that was asked", () => {
    expect(read({ queryText: "hours" })).toEqual({ ...NOTHING, query: "hours" });
  });

  it.each([
    [false, false],
    ["false", false],
    [true, true],
    ["true", true],
    ["", false],
    [null, false],
  ])("reads autoResponded %j as %s", (autoResponded, isAutoResponded) => {
    expect(read({ autoResponded })).toEqual({ ...NOTHING, isAutoResponded });
  });

  it.each([
    ["HIGH", "high"],
    ["MEDIUM", "medium"],
    ["LOW", "low"],
    ["MATCH_CONFIDENCE_LEVEL_UNSPECIFIED", "unknown"],
    ["HIGHEST", "unknown"],
    [undefined, "unknown"],
  ])("reads the confidence level %s as %s", (matchConfidenceLevel, confidence) => {
    expect(faqOf({ matchConfidenceLevel })).toEqual({ confidence });
  });

  it("reads a FAQ answer with a quoted number", () => {
    const told = { faqQuestion: "When?", faqAnswer: "At 8.", matchConfidenceLevel: "HIGH", matchConfidence: "0.97" };
    expect(faqOf(told)).toEqual({ question: "When?", answer: "At 8.", confidence: "high", score: 0.97 });
  });

  it("reads a FAQ response without answers", () => {
    expect(read({ faqResponse: { userQuestion: "When?" } })).toMatchObject({ faq: { question: "When?", answers: [] } });
  });

  it("reads an intent with a quoted number", () => {
    const told = { intentName: "i/1", intentDisplayName: "hours", intentDetectionConfidence: "0.5" };
    const intent = { name: "i/1", displayName: "hours", score: 0.5, fulfillments: [] };
    expect(read({ intentResponses: [told] })).toEqual({ ...NOTHING, intents: [intent] });
  });

  it.each([
    ["a fulfillment with a text", { text: "Hi" }, { type: "text", text: "Hi" }],
    ["a fulfillment with JSON", { jsonPayload: '{"a":1}' }, { type: "json", json: '{"a":1}' }],
    [
      "a fulfillment that hands over to a person",
      { liveAgentHandoff: { metadata: { queue: "support" } } },
      { type: "live-agent", metadata: { queue: "support" } },
    ],
    ["a handover without metadata", { liveAgentHandoff: {} }, { type: "live-agent", metadata: {} }],
    [
      "a fulfillment that failed",
      { error: { code: "3", message: "bad", details: [] } },
      { type: "failed", code: 3, message: "bad" },
    ],
    ["a fulfillment that failed without a reason", { error: {} }, { type: "failed" }],
    ["a fulfillment of a kind to come", { carousel: {} }, { type: "unknown" }],
  ])("reads %s", (_claim, message, expected) => {
    expect(read(fulfillment(message))).toMatchObject(intents(expected));
  });

  it.each([
    ["FAQ", "faq"],
    ["FAQ_FOLLOW_UP", "faq-follow-up"],
    ["INTENT", "intent"],
    ["RESPONSE_SOURCE_UNSPECIFIED", "unknown"],
    ["MAGIC", "unknown"],
  ])("reads the source %s as %s", (responseSource, source) => {
    expect(autoResponseOf({ responseSource })).toEqual({ source, json: "{}" });
  });

  it("reads what Google answered in words", () => {
    const message = { messageId: "M2", text: "We open at 8.", representative: { representativeType: "BOT" } };
    const told = { source: "faq", message: "M2", text: "We open at 8.", json: JSON.stringify(message) };
    expect(autoResponseOf({ message, responseSource: "FAQ" })).toEqual(told);
  });

  it("reads what Google answered with a card and names it by its name", () => {
    const message = { name: "conversations/c1/messages/M2", richCard: {} };
    expect(autoResponseOf({ message })).toEqual({ source: "unknown", message: "M2", json: JSON.stringify(message) });
  });

  it.each([
    ["a FAQ that is none", { faqResponse: "x" }, {}],
    ["answers that are no list", { faqResponse: { answers: {} } }, { faq: { answers: [] } }],
    ["intents that are none", { intentResponses: [null, "x"] }, {}],
    ["a number in words", { intentResponses: [{ intentDetectionConfidence: "high" }] }, intents()],
    ["metadata that is no object", metadata("x"), intents({ type: "live-agent", metadata: {} })],
    ["an error in one word", fulfillment({ error: "x", text: "Hi" }), intents({ type: "text", text: "Hi" })],
  ])("passes over %s and keeps the rest", (_claim, told, expected) => {
    expect(read({ autoResponded: true, ...told })).toEqual({ ...NOTHING, isAutoResponded: true, ...expected });
  });

  it("passes over a flag in other words", () => expect(read({ autoResponded: "yes" })).toEqual(NOTHING));

  it.each([
    ["an odd answer", ["x"]],
    ["an answer that is nested too deeply to be kept", JSON.parse(`{"a":${"[".repeat(60_000)}${"]".repeat(60_000)}}`)],
  ])("knows of %s only that it was given", (_claim, message) => {
    expect(autoResponseOf({ message, responseSource: "FAQ" })).toEqual({ source: "faq", json: "{}" });
  });

  it("names what Google answered by its name where its id is odd", () => {
    const message = { messageId: 7, name: "conversations/c1/messages/M2" };
    expect(autoResponseOf({ message })).toMatchObject({ message: "M2" });
  });

  it.each(["x", [], undefined])("refuses %j and names the place", (told) => {
    expect(() => read(told)).toThrow("Cannot read dialogflowResponse: ");
  });
});

function read(value: unknown) {
  return readDialogflow({ value, path: "dialogflowResponse" });
}

function faqOf(answer: object) {
  return read({ faqResponse: { answers: [answer] } }).faq?.answers[0];
}

function autoResponseOf(response: object) {
  return read({ autoRespondedMessages: [response] }).autoResponses[0];
}

function metadata(value: unknown) {
  return fulfillment({ liveAgentHandoff: { metadata: value } });
}

function fulfillment(message: object) {
  return { intentResponses: [{ fulfillmentMessages: [message] }] };
}

/** The one intent that is read from one with these fulfillments. */
function intents(...fulfillments: readonly object[]) {
  return { intents: [{ fulfillments }] };
}
