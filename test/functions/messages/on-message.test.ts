import { describe, expect, it } from "vitest";
import { onMessage } from "../../../functions/messages/on-message.ts";
import { outgoingId } from "../../../shared/effect/outgoing-id.ts";
import { fixture } from "../../fixtures.ts";
import { ada, factOf, maya, RECEIVED, webhookOf } from "../../sealed.ts";

const LATE = after(120_000);

const message = factOf("message", fixture("rcs", "user-text"));
const signal = { to: message };
const read = { ...signal, do: "markRead", id: outgoingId(message, "read"), message: "MxIgT4pWCQu2tH9hMkSTljQa" };

/** Google's integration has answered already. */
const answered = factOf(
  "message",
  webhookOf("business-messages", { ...maya.text("Hi", "M1"), dialogflowResponse: { autoResponded: true } }),
);

function after(ms: number): Date {
  return new Date(RECEIVED.getTime() + ms);
}

function does(of: typeof message, now = RECEIVED): readonly string[] {
  const { first, work, last } = onMessage(of, now);
  return [...first, ...work, ...last].map((effect) => effect.do);
}

describe("onMessage()", () => {
  it("marks a live message read, shows typing, answers, stops typing", () => {
    expect(onMessage(message, RECEIVED)).toEqual({
      first: [read, { ...signal, do: "showTyping", id: outgoingId(message, "typing") }],
      work: [{ do: "takeTurn", message }],
      last: [{ ...signal, do: "stopTyping", id: outgoingId(message, "typing-stopped") }],
    });
  });

  it("only answers a message that is late", () => {
    expect(onMessage(message, LATE)).toEqual({ first: [], work: [{ do: "takeTurn", message }], last: [] });
  });

  it.each([
    [-5_000, true],
    [0, true],
    [119_999, true],
    [120_000, false],
    [7 * 86_400_000, false],
  ])("takes a message that was accepted %i ms ago for live: %s", (ageMs, isLive) => {
    expect(does(message, after(ageMs)).includes("showTyping")).toBe(isLive);
  });

  it.each([
    ["the older form of an RCS message", fixture("rcs", "user-text-event-form")],
    ["a tap in Business Messages", fixture("business-messages", "suggestion-response-reply")],
    ["a survey", fixture("business-messages", "survey-response-standard-question")],
  ])("marks nothing read for %s, which names no message", (_claim, webhook) => {
    expect(does(factOf("message", webhook))).toEqual(["showTyping", "takeTurn", "stopTyping"]);
  });

  it("marks a tap in RCS read", () => {
    expect(does(factOf("message", fixture("rcs", "suggestion-reply")))).toContain("markRead");
  });

  it("records and marks read what Google has answered", () => {
    expect(does(answered)).toEqual(["markRead", "record"]);
  });

  it("only records what Google has answered when it is late", () => {
    expect(onMessage(answered, LATE)).toEqual({ first: [], work: [{ do: "record", fact: answered }], last: [] });
  });

  it("records and marks read an opt-out keyword in RCS", () => {
    expect(does(factOf("message", fixture("rcs", "user-text-stop-keyword")))).toEqual(["markRead", "record"]);
  });

  it("answers a text that only begins with a keyword", () => {
    expect(does(factOf("message", webhookOf("rcs", ada.text("Stop at noon?"))))).toContain("takeTurn");
  });

  it("answers a keyword in Business Messages, which has no opt-out", () => {
    expect(does(factOf("message", webhookOf("business-messages", maya.text("STOP"))))).toContain("takeTurn");
  });

  it("answers a suggestion that is labelled like a keyword", () => {
    const tap = ada.tap({ text: "Start", postback: "start" });
    expect(does(factOf("message", webhookOf("rcs", tap)))).toContain("takeTurn");
  });
});
