import { describe, expect, it } from "vitest";
import { onMessage } from "../../../functions/messages/on-message.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import { type ConversationState, newState } from "../../../shared/conversation/state.ts";
import type { InboundMessage } from "../../../shared/inbound/inbound.ts";
import { fixture } from "../../support/fixtures.ts";
import { ada, factOf, maya, RECEIVED, webhookOf } from "../../support/sealed.ts";

const question = factOf("message", fixture("rcs", "user-text"));
const STOP = factOf("message", fixture("rcs", "user-text-stop-keyword"), new Date("2026-11-20T10:20:01Z"));
const START = says(ada.text("START"));
const LATER = new Date(RECEIVED.getTime() + 60_000);
const ANNA = { type: "human", displayName: "Anna" } as const;
const OPTED_OUT = { isOptedOut: true, at: new Date(0) };

/** Google's integration has answered already. */
const answered = factOf(
  "message",
  webhookOf("business-messages", { ...maya.text("Hi", "M1"), dialogflowResponse: { autoResponded: true } }),
);

function says(event: ReturnType<typeof ada.text>): InboundMessage {
  return factOf("message", webhookOf("rcs", event));
}

/** What is decided about a message in a conversation that stands like this. */
function decide(message: InboundMessage, known: Partial<ConversationState> = {}) {
  const bot: Bot = { persona: { displayName: "Harbour Cafe" }, answer: () => [] };
  return onMessage(message, { ...newState(message), ...known }, { bot, at: RECEIVED, entries: [] });
}

describe("onMessage()", () => {
  it("asks the bot", () => {
    expect(decide(question)).toMatchObject({ acts: [], ask: question });
  });

  it("keeps when the user last spoke", () => {
    expect(decide(question)).toMatchObject({ state: { lastSeen: question.at } });
  });

  it("takes an older message that comes later for no newer word", () => {
    expect(decide(question, { lastSeen: LATER })).toMatchObject({ state: { lastSeen: LATER } });
  });

  it("keeps the user's language when a message does not tell it", () => {
    expect(decide(question, { locale: "pl" })).toMatchObject({ state: { locale: "pl" } });
  });

  it("learns the user's language from a message that tells it", () => {
    const message = { ...maya.text("Hi", "M1"), context: { userInfo: { userDeviceLocale: "tr-TR" } } };
    const fact = factOf("message", webhookOf("business-messages", message));
    expect(decide(fact, { locale: "pl" })).toMatchObject({ state: { locale: "tr-TR" } });
  });

  it("does nothing about what Google has answered", () => {
    expect(decide(answered)).toEqual({ acts: [], state: expect.anything() });
  });
});

describe("onMessage(), opting out", () => {
  it("confirms STOP once, in words that may still be sent", () => {
    const decision = decide(STOP);
    expect(decision).toMatchObject({
      acts: [{ do: "recordConsent" }, { do: "send", reply: { type: "text", trafficType: "ACKNOWLEDGEMENT" } }],
      state: { consent: { isOptedOut: true, at: STOP.at } },
    });
    expect(decision.ask).toBeUndefined();
  });

  it("confirms START to a user who has left", () => {
    const decision = decide(START, { consent: OPTED_OUT });
    expect(decision).toMatchObject({
      acts: [{ do: "recordConsent" }, { do: "send", reply: { trafficType: "SERVICEREQUEST" } }],
      state: { consent: { isOptedOut: false, at: START.at } },
    });
    expect(decision.ask).toBeUndefined();
  });

  it("asks the bot about START from a user who never left", () => {
    expect(decide(START)).toMatchObject({ ask: START, state: { consent: { isOptedOut: false } } });
  });

  it.each([
    [59, "is the word beside an event", false],
    [61, "is the user's own", true],
  ])("takes it that START %i seconds after SUBSCRIBE %s", (seconds, _claim, isAsked) => {
    const at = new Date(START.at.getTime() - seconds * 1000);
    const { ask } = decide(START, { consent: { isOptedOut: false, by: "event", at } });
    expect(ask !== undefined).toBe(isAsked);
  });

  it("asks the bot also for a user who has unsubscribed, and names the way back once", () => {
    const first = decide(question, { consent: OPTED_OUT });
    expect(first).toMatchObject({ acts: [{ do: "send" }], ask: question });
    expect(decide(question, first.state)).toMatchObject({ acts: [], ask: question });
  });

  it("does not answer what was asked before the user unsubscribed", () => {
    const decision = decide(question, { consent: { isOptedOut: true, at: LATER } });
    expect(decision).toEqual({ acts: [], state: expect.anything() });
  });

  it("takes STOP for no message to the person who has the conversation", () => {
    const decision = decide(STOP, { mode: { type: "human", since: RECEIVED, until: LATER, speaker: ANNA } });
    expect(decision.acts.map((act) => act.do)).toEqual(["recordConsent", "tellPeople", "send"]);
  });

  it.each([
    ["a text that only begins with a keyword", says(ada.text("Stop at noon?"))],
    ["a keyword in Business Messages", factOf("message", webhookOf("business-messages", maya.text("STOP")))],
    ["a suggestion that is labelled like a keyword", says(ada.tap({ text: "Start", postback: "start" }))],
  ])("takes for no opt-out %s", (_claim, message) => {
    expect(decide(message).ask).toEqual(message);
  });
});

describe("onMessage(), when people take over", () => {
  const { content } = question;

  it.each<ConversationState["mode"]>([
    { type: "waiting", since: RECEIVED, until: LATER },
    { type: "human", since: RECEIVED, until: LATER, speaker: ANNA },
  ])("tells the people what was said, and not the bot, in mode $type", (mode) => {
    const decision = decide(question, { mode });
    expect(decision).toMatchObject({ acts: [{ do: "tellPeople", news: { type: "said", content } }], state: { mode } });
    expect(decision.ask).toBeUndefined();
  });

  it.each([
    ["nobody-came", { type: "waiting", since: RECEIVED, until: RECEIVED }],
    ["person-silent", { type: "human", since: RECEIVED, until: RECEIVED, speaker: ANNA }],
  ] as const)("takes the conversation back and answers when time is up: %s", (reason, mode) => {
    const decision = decide(question, { mode });
    expect(decision).toMatchObject({ state: { mode: { type: "bot" } } });
    expect(decision.acts.at(0)).toEqual({ do: "tellPeople", news: { type: "ended", reason } });
    expect(decision.ask).toEqual(question);
  });
});
