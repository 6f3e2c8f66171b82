import { describe, expect, it } from "vitest";
import { events, TIMERS_PATH } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import { outbound } from "../../functions/outbound/outbound.ts";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { ConversationId } from "../../shared/base/ids.ts";
import { asReplayed, type ReplayMode } from "../../shared/base/replay.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { expireAfter, text } from "../../shared/reply/reply.ts";
import { type OpenPorts, openPorts, pushOf } from "../support/open-ports.ts";
import { ada, RECEIVED, sealed, webhookOf } from "../support/sealed.ts";

const HOUR_MS = 3_600_000;
const QUESTION = sealed(webhookOf("rcs", ada.text("Hello", "M1")));
const CONVERSATION = QUESTION.attributes.conversation as ConversationId;

function replayed(message: QueueMessage, mode: ReplayMode = "silent"): QueueMessage {
  return asReplayed(message, RECEIVED, { run: "run-1", mode });
}

/** The functions an hour after all that is told here. */
async function anHourLater(bot: Parameters<typeof openPorts>[0] = {}) {
  const ports = await openPorts(bot, new Date(RECEIVED.getTime() + HOUR_MS));
  const take = async (message: QueueMessage, fn: HttpFunction = messages(ports), path = "/") =>
    (await fn(pushOf(message, { path }))).status;
  return { ports, take };
}

function said({ phone }: OpenPorts): readonly unknown[] {
  return phone("rcs").timeline.map(({ act }) => act.type);
}

async function entries({ history }: OpenPorts) {
  return (await history.read(CONVERSATION, 10)).entries;
}

describe("a silent replay", () => {
  it("rebuilds a turn that history has lost, and says nothing", async () => {
    const { ports, take } = await anHourLater();
    expect(await take(replayed(QUESTION))).toBe(200);
    expect(said(ports)).toEqual([]);
    expect(await entries(ports)).toMatchObject([
      { type: "outgoing", reply: { text: "Yes." }, failure: "replayed", times: {} },
      { type: "message", content: { text: "Hello" } },
    ]);
  });

  it("shows neither READ nor typing, however fresh the message is", async () => {
    const ports = await openPorts();
    await messages(ports)(pushOf(replayed(QUESTION)));
    expect(said(ports)).toEqual([]);
  });

  it("changes nothing in what it has rebuilt", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed(QUESTION));
    const before = await ports.history.load(CONVERSATION);
    await take(replayed(QUESTION));
    expect(await ports.history.load(CONVERSATION)).toEqual(before);
  });

  it("changes nothing in a turn that history knows", async () => {
    const { ports, take } = await anHourLater();
    await take(QUESTION);
    const before = [await ports.history.load(CONVERSATION), await entries(ports), said(ports)];
    await take(replayed(QUESTION));
    expect([await ports.history.load(CONVERSATION), await entries(ports), said(ports)]).toEqual(before);
  });

  it("leaves the answer of a message that waits for a redrive to that redrive", async () => {
    let isBroken = true;
    const { ports, take } = await anHourLater({
      answer: () => (isBroken ? Promise.reject(new Error("broken")) : [text("Yes.")]),
    });
    await take(QUESTION);
    isBroken = false;
    await take(replayed(QUESTION));
    expect(said(ports)).toEqual([]);
    await take(QUESTION);
    expect(ports.phone("rcs").messages).toMatchObject([{ text: "Yes." }]);
  });

  it("takes no answer from a message whose own delivery comes after it", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed(QUESTION));
    await take(QUESTION);
    await take(QUESTION);
    expect(ports.phone("rcs").messages).toMatchObject([{ text: "Yes." }]);
    expect(await entries(ports)).toMatchObject([{ type: "outgoing", times: { sent: expect.any(Date) } }, {}]);
    expect((await entries(ports))[0]).not.toHaveProperty("failure");
  });

  it("keeps that a user has unsubscribed, and does not confirm it", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed(sealed(webhookOf("rcs", ada.unsubscribed()))), events(ports));
    expect((await ports.history.load(CONVERSATION)).state?.consent).toMatchObject({ isOptedOut: true });
    expect(said(ports)).toEqual([]);
  });

  it("calls no person and sets no timer, and the wait that it rebuilds is over", async () => {
    const people = { hours: () => ({ isOpen: true }) as const, waitMinutes: 5, silenceMinutes: 5 };
    const { ports, take } = await anHourLater({ people, answer: () => [{ type: "handOver" }] });
    await take(replayed(QUESTION));
    expect(ports.published).toEqual([]);
    const { state } = await ports.history.load(CONVERSATION);
    expect(state?.mode).toMatchObject({ type: "waiting", until: new Date(RECEIVED.getTime() + 5 * 60_000) });
  });

  it("sends no outbound message", async () => {
    const { ports, take } = await anHourLater();
    const request = { id: "r-1", agent: "demo_agent", to: "+447700900123", reply: { type: "text", text: "News" } };
    const bytes = Buffer.from(JSON.stringify({ ...request, agent: QUESTION.attributes.agent }));
    await take(replayed({ bytes, attributes: {} }), outbound(ports));
    expect(said(ports)).toEqual([]);
    expect(await entries(ports)).toMatchObject([{ type: "outgoing", failure: "replayed" }]);
  });

  it("acknowledges a timer that is not due yet: whoever keeps it brings it", async () => {
    const { ports, take } = await anHourLater();
    const due = new Date(RECEIVED.getTime() + 2 * HOUR_MS).toISOString();
    const { channel = "", agent = "" } = QUESTION.attributes;
    const attributes = { channel, agent, conversation: CONVERSATION, kind: "deadline", id: "t-1", due };
    const timer = {
      bytes: Buffer.from(JSON.stringify({ to: "+447700900123", purpose: { type: "mode" } })),
      attributes,
    };
    expect(await take(timer, events(ports), TIMERS_PATH)).toBe(425);
    expect(await take(replayed(timer), events(ports), TIMERS_PATH)).toBe(200);
    expect(ports.published).toEqual([]);
  });

  it("keeps its mark on a dead letter", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed({ ...QUESTION, bytes: Buffer.from("?") }));
    expect(ports.publishedOn("message-dead").attributes).toMatchObject({ replay: "run-1", reason: "unreadable" });
  });
});

describe("a replay that sends again", () => {
  it("says what a silent one has only recorded, once", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed(QUESTION));
    await take(replayed(QUESTION, "resend"));
    await take(replayed(QUESTION, "resend"));
    expect(ports.phone("rcs").messages).toMatchObject([{ text: "Yes." }]);
  });

  it("says nothing that history shows as sent", async () => {
    const { ports, take } = await anHourLater();
    await take(QUESTION);
    const before = said(ports);
    await take(replayed(QUESTION, "resend"));
    expect(said(ports)).toEqual(before);
  });

  it("says nothing whose time is over", async () => {
    const { ports, take } = await anHourLater({ answer: () => [text("Yes.", { expiry: expireAfter(60) })] });
    await take(replayed(QUESTION, "resend"));
    expect(said(ports)).toEqual([]);
    expect(await entries(ports)).toMatchObject([{ failure: "expired" }, {}]);
  });
});
