import { describe, expect, it } from "vitest";
import { onEvent } from "../../../functions/events/on-event.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import type { People } from "../../../shared/bot/people.ts";
import { type ConversationState, newState } from "../../../shared/conversation/state.ts";
import type { InboundEvent } from "../../../shared/inbound/inbound.ts";
import { expireAt, text } from "../../../shared/reply/reply.ts";
import type { Decision } from "../../../shared/turn/decision.ts";
import { fixture } from "../../support/fixtures.ts";
import { ada, factOf, maya, RECEIVED, webhookOf } from "../../support/sealed.ts";

const ANNA = { type: "human", displayName: "Anna" } as const;
const LATER = later(5);
const DAY_MINUTES = 24 * 60;
const WAITING = { type: "waiting", since: RECEIVED, until: LATER } as const;
const WITH_ANNA = { type: "human", since: RECEIVED, until: LATER, speaker: ANNA } as const;
const BOT = { type: "bot" } as const;

const OPEN: People = { hours: () => ({ isOpen: true }), waitMinutes: 5, silenceMinutes: 30 };
const CLOSED: People = { ...OPEN, hours: () => ({ isOpen: false, opens: LATER }) };

const request = factOf("event", fixture("business-messages", "user-status-live-agent"));
const withdrawal = factOf("event", webhookOf("business-messages", maya.liveAgentRequested(false)));
const unsubscribed = factOf("event", fixture("rcs", "event-unsubscribe"), LATER);
const subscribed = factOf("event", fixture("rcs", "event-subscribe"), LATER);

/** What an event makes of a conversation; what is said are the names of notices. */
function decide(event: InboundEvent, known: Partial<ConversationState> = {}, people?: People): Decision {
  const bot: Bot = {
    persona: { displayName: "Harbour Cafe" },
    answer: () => [],
    sayNotice: ({ type }) => [text(type)],
    ...(people === undefined ? {} : { people }),
  };
  return onEvent(event, { ...newState(event), ...known }, { bot, at: RECEIVED, entries: [] });
}

function later(minutes: number): Date {
  return new Date(RECEIVED.getTime() + minutes * 60_000);
}

function say(notice: string) {
  return { do: "send", reply: text(notice) };
}

describe("onEvent()", () => {
  it.each([
    fixture("rcs", "event-is-typing"),
    fixture("rcs", "agent-launch-launched"),
    fixture("rcs", "server-ttl-expiration-revoked"),
    fixture("business-messages", "user-status-typing-stopped"),
  ])("has nothing to decide about $channel/$name", (webhook) => {
    const event = factOf("event", webhook);
    expect(decide(event)).toEqual({ acts: [], state: newState(event) });
  });
});

describe("onEvent(), a request for a person", () => {
  it("calls one where somebody is there, and says so", () => {
    expect(decide(request, {}, OPEN)).toMatchObject({
      acts: [
        { do: "setTimer", at: LATER.toISOString(), purpose: { type: "mode" } },
        { do: "tellPeople", news: { type: "waiting", until: LATER.toISOString() } },
        say("waiting"),
      ],
      state: { mode: WAITING },
    });
  });

  it.each([
    ["the bot has no people", undefined],
    ["nobody is there now", CLOSED],
  ])("is answered although %s", (_claim, people) => {
    expect(decide(request, {}, people)).toMatchObject({ acts: [say("closed")], state: { mode: BOT } });
  });

  it("is answered again while the user waits, and nobody is called twice", () => {
    expect(decide(request, { mode: WAITING }, OPEN)).toMatchObject({
      acts: [say("waiting")],
      state: { mode: WAITING },
    });
  });

  it.each([
    ["the first time", {}, OPEN, LATER],
    ["again", { mode: WAITING }, OPEN, LATER],
    ["for longer than a message may live", {}, { ...OPEN, waitMinutes: 30 * DAY_MINUTES }, later(15 * DAY_MINUTES)],
  ])("tells a user to wait only until the wait is over: %s", (_when, known, people, until) => {
    expect(decide(request, known, people).acts.at(-1)).toMatchObject({
      reply: text("waiting", { expiry: expireAt(until) }),
    });
  });

  it("shows who is there already", () => {
    const announced = { do: "announce", notice: "joined", speaker: ANNA };
    expect(decide(request, { mode: WITH_ANNA }, OPEN)).toMatchObject({ acts: [announced], state: { mode: WITH_ANNA } });
  });

  it("calls a person anew when the time of the last one is up", () => {
    const mode = { ...WITH_ANNA, until: RECEIVED };
    const decision = decide(request, { mode }, OPEN);
    expect(decision?.acts.map((act) => ("news" in act ? act.news.type : act.do))).toEqual([
      "ended",
      "announce",
      "setTimer",
      "waiting",
      "send",
    ]);
    expect(decision?.state.mode).toEqual(WAITING);
  });
});

describe("onEvent(), a request for a person that is withdrawn", () => {
  it("gives the conversation back to the bot", () => {
    const ended = { do: "tellPeople", news: { type: "ended", reason: "withdrawn" } };
    expect(decide(withdrawal, { mode: WAITING }, OPEN)).toMatchObject({ acts: [ended], state: { mode: BOT } });
  });

  it.each([BOT, WITH_ANNA])("changes nothing in mode $type", (mode) => {
    expect(decide(withdrawal, { mode }, OPEN)).toMatchObject({ acts: [], state: { mode } });
  });
});

describe("onEvent(), a consent", () => {
  const confirmation = {
    do: "send",
    reply: { ...text("unsubscribed"), trafficType: "ACKNOWLEDGEMENT" },
    notice: "consent",
  };
  const welcome = { do: "send", reply: { ...text("subscribed"), trafficType: "SERVICEREQUEST" }, notice: "consent" };
  const record = { do: "recordConsent" };
  const at = (ms: number) => new Date(unsubscribed.at.getTime() + ms);

  it("ends with one confirmation, which may still be sent", () => {
    const consent = { isOptedOut: true, at: unsubscribed.at };
    expect(decide(unsubscribed)).toMatchObject({ acts: [record, confirmation], state: { consent } });
  });

  it("ends without a second confirmation when the keyword came first", () => {
    const consent = { isOptedOut: true, by: "word", at: at(-1) } as const;
    expect(decide(unsubscribed, { consent })).toMatchObject({
      acts: [],
      state: { consent: { at: at(0) } },
    });
  });

  it("begins again with one line", () => {
    const consent = { isOptedOut: false, at: subscribed.at };
    expect(decide(subscribed, { consent: { isOptedOut: true, at: at(-1) } })).toMatchObject({
      acts: [record, welcome],
      state: { consent },
    });
  });

  it("stays as a newer request has it", () => {
    const consent = { isOptedOut: false, at: at(1) };
    expect(decide(unsubscribed, { consent })).toMatchObject({ acts: [], state: { consent } });
  });

  it("stays ended for a request to subscribe that is older", () => {
    const consent = { isOptedOut: true, at: at(0) };
    const older = factOf("event", webhookOf("rcs", { ...ada.subscribed(), sendTime: at(-1).toISOString() }), LATER);
    expect(decide(older, { consent })).toMatchObject({ acts: [], state: { consent } });
  });
});
