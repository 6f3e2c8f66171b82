import { describe, expect, it } from "vitest";
import { readDialogflow } from "../../../../shared/inbound/business-messages/dialogflow.ts";

const NOTHING = { intents: [], isAutoResponded: false, autoResponses: [] };

describe("readDialogflow()", () => {
  it("reads nothing where nothing is told", () => expect(read(undefined)).toBeUndefined());

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
  ])("reads %s", (_claim, message, fulfillment) => {
    const fact = read({ intentResponses: [{ fulfillmentMessages: [message] }] });
    expect(fact?.intents).toEqual([{ fulfillments: [fulfillment] }]);
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
    ["answers that are no list", { faqResponse: { answers: {} } }, "faqResponse.answers"],
    [
      "a number in words",
      { intentResponses: [{ intentDetectionConfidence: "high" }] },
      "intentResponses[0].intentDetectionConfidence",
    ],
    [
      "metadata that is no object",
      metadata("x"),
      "intentResponses[0].fulfillmentMessages[0].liveAgentHandoff.metadata",
    ],
    ["a flag in other words", { autoResponded: "yes" }, "autoResponded"],
  ])("refuses %s and names the place", (_claim, json, place) => {
    expect(() => read(json)).toThrow(`Cannot read dialogflowResponse.${place}: `);
  });
});

function read(value: unknown) {
  return readDialogflow({ value, path: "dialogflowResponse" });
}

function faqOf(answer: object) {
  return read({ faqResponse: { answers: [answer] } })?.faq?.answers[0];
}

function autoResponseOf(response: object) {
  return read({ autoRespondedMessages: [response] })?.autoResponses[0];
}

function metadata(value: unknown) {
  return { intentResponses: [{ fulfillmentMessages: [{ liveAgentHandoff: { metadata: value } }] }] };
}
