import { describe, expect, it, onTestFinished } from "vitest";
import { onMessage } from "../../../functions/messages/on-message.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import { type ConversationState, newState } from "../../../shared/conversation/state.ts";
import type { InboundMessage } from "../../../shared/inbound/inbound.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localHistory } from "../../../shared/local/history.ts";
import { text } from "../../../shared/reply/reply.ts";
import { mayBeAnswered } from "../../../shared/turn/read-and-typing.ts";
import { fixture } from "../../support/fixtures.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { ada, factOf, maya, RECEIVED, webhookOf } from "../../support/sealed.ts";

const question = factOf("message", fixture("rcs", "user-text"));
const STOP = factOf("message", fixture("rcs", "user-text-stop-keyword"));
const START = says(ada.text("START"));
const YES = { do: "send", reply: text("Yes.") };
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

/** All that is decided, one decision after the other, about a message in a conversation that stands like this. */
async function decide(
  message: InboundMessage,
  known: Partial<ConversationState> = {},
  answer: Bot["answer"] = () => [text("Yes.")],
) {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const decisions = onMessage(
    message,
    { ...newState(message), ...known },
    {
      bot: { persona: { displayName: "Harbour Cafe" }, answer },
      clock: manualClock(RECEIVED),
      history: localHistory(db),
      secret: (name) => name,
      signal: new AbortController().signal,
    },
  );
  const all = [];
  for await (const decision of decisions) all.push(decision);
  return all;
}

describe("onMessage()", () => {
  it("answers what the bot says", async () => {
    expect(await decide(question)).toMatchObject([{ acts: [YES] }]);
  });

  it("decides step by step with a bot that answers so, and repeats what came before", async () => {
    const decisions = await decide(question, {}, async function* () {
      yield text("One moment.");
      yield text("Yes.");
    });
    const notice = { do: "send", reply: text("One moment.") };
    expect(decisions.map(({ acts }) => acts)).toEqual([[notice], [notice, YES]]);
  });

  it("decides once, to do nothing, with a bot that is silent", async () => {
    expect(await decide(question, {}, () => [])).toMatchObject([{ acts: [] }]);
  });

  it("keeps when the user last spoke", async () => {
    expect(await decide(question)).toMatchObject([{ state: { lastSeen: question.at } }]);
  });

  it("takes an older message that comes later for no newer word", async () => {
    expect(await decide(question, { lastSeen: LATER })).toMatchObject([{ state: { lastSeen: LATER } }]);
  });

  it("keeps the user's language when a message does not tell it", async () => {
    expect(await decide(question, { locale: "pl" })).toMatchObject([{ state: { locale: "pl" } }]);
  });

  it("learns the user's language from a message that tells it", async () => {
    const message = { ...maya.text("Hi", "M1"), context: { userInfo: { userDeviceLocale: "tr-TR" } } };
    const fact = factOf("message", webhookOf("business-messages", message));
    expect(await decide(fact, { locale: "pl" })).toMatchObject([{ state: { locale: "tr-TR" } }]);
  });

  it("does nothing about what Google has answered", async () => {
    expect(await decide(answered)).toMatchObject([{ acts: [] }]);
  });
});

describe("onMessage(), opting out", () => {
  it("confirms STOP once, in words that may still be sent", async () => {
    const [decision, ...others] = await decide(STOP);
    expect(decision).toMatchObject({
      acts: [{ do: "send", reply: { type: "text", trafficType: "ACKNOWLEDGEMENT" } }],
      state: { consent: { isOptedOut: true, at: STOP.at } },
    });
    expect(others).toEqual([]);
  });

  it("says nothing about START", async () => {
    const consent = { isOptedOut: false, at: START.at };
    expect(await decide(START, { consent: OPTED_OUT })).toMatchObject([{ acts: [], state: { consent } }]);
  });

  it("leaves a user alone who has unsubscribed", async () => {
    expect(await decide(question, { consent: OPTED_OUT })).toMatchObject([{ acts: [] }]);
  });

  it("takes STOP for no message to the person who has the conversation", async () => {
    const [decision] = await decide(STOP, { mode: { type: "human", since: RECEIVED, until: LATER, speaker: ANNA } });
    expect(decision?.acts.map((act) => act.do)).toEqual(["send"]);
  });

  it.each([
    ["a text that only begins with a keyword", says(ada.text("Stop at noon?"))],
    ["a keyword in Business Messages", factOf("message", webhookOf("business-messages", maya.text("STOP")))],
    ["a suggestion that is labelled like a keyword", says(ada.tap({ text: "Start", postback: "start" }))],
  ])("takes for no opt-out %s", async (_claim, message) => {
    expect(await decide(message)).toMatchObject([{ acts: [YES] }]);
  });
});

describe("onMessage(), when persons have to do with it", () => {
  const { content } = question;

  it.each<ConversationState["mode"]>([
    { type: "waiting", since: RECEIVED, until: LATER },
    { type: "human", since: RECEIVED, until: LATER, speaker: ANNA },
  ])("tells the people what was said, and not the bot, in mode $type", async (mode) => {
    expect(await decide(question, { mode })).toMatchObject([
      { acts: [{ do: "tellPeople", news: { type: "said", content } }], state: { mode } },
    ]);
  });

  it.each([
    ["nobody-came", { type: "waiting", since: RECEIVED, until: RECEIVED }],
    ["person-silent", { type: "human", since: RECEIVED, until: RECEIVED, speaker: ANNA }],
  ] as const)("takes the conversation back and answers when time is up: %s", async (reason, mode) => {
    const [decision] = await decide(question, { mode });
    expect(decision).toMatchObject({ state: { mode: { type: "bot" } } });
    expect(decision?.acts.at(0)).toEqual({ do: "tellPeople", news: { type: "ended", reason } });
    expect(decision?.acts.at(-1)).toEqual(YES);
  });
});

describe("mayBeAnswered()", () => {
  it.each([
    ["a question", question, true],
    ["a keyword in Business Messages", factOf("message", webhookOf("business-messages", maya.text("STOP"))), true],
    ["STOP", STOP, false],
    ["START", START, false],
    ["what Google has answered", answered, false],
  ])("tells of %s", (_claim, message, may) => expect(mayBeAnswered(message)).toBe(may));
});
