import { describe, expect, it } from "vitest";
import { events, TIMERS_PATH } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import { outbound } from "../../functions/outbound/outbound.ts";
import { TransientError } from "../../shared/base/errors.ts";
import { text } from "../../shared/reply/reply.ts";
import { openPorts, pushOf } from "../support/open-ports.ts";
import { anHourLater, CONVERSATION, entries, HOUR_MS, QUESTION, replayed, said } from "../support/replayed.ts";
import { ada, RECEIVED, sealed, webhookOf } from "../support/sealed.ts";

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

  it("says nothing of a turn that its own delivery has not finished", async () => {
    const { ports } = await anHourLater();
    const send = () => Promise.reject(new TransientError("Google is busy"));
    const busy = { ...ports, messengers: { ...ports.messengers, rcs: { ...ports.messengers.rcs, send } } };
    expect((await messages(busy)(pushOf(QUESTION))).status).toBe(503);
    expect((await messages(ports)(pushOf(replayed(QUESTION)))).status).toBe(200);
    expect(said(ports)).toEqual([]);
    await messages(ports)(pushOf(QUESTION));
    expect(said(ports)).toEqual(["message"]);
  });

  it("asks no bot about what history knows, however fresh it is", async () => {
    const asked: unknown[] = [];
    const ports = await openPorts({
      answer: ({ content }) => {
        asked.push(content);
        return [];
      },
    });
    await messages(ports)(pushOf(QUESTION));
    await messages(ports)(pushOf(replayed(QUESTION)));
    expect(asked).toHaveLength(1);
  });

  it("has no other channel say what expired", async () => {
    const { ports, take } = await anHourLater();
    const request = { id: "r-1", agent: QUESTION.attributes.agent, to: "+447700900123", ttl: 7200 };
    const body = { ...request, reply: { type: "text", text: "News" }, fallback: "News" };
    await take({ bytes: Buffer.from(JSON.stringify(body)), attributes: {} }, outbound(ports));
    const [sent] = ports.phone("rcs").messages;
    const before = ports.published.length;
    const expiry = { phoneNumber: "+447700900123", eventId: "E1", messageId: sent?.id, agentId: request.agent };
    const expired = sealed(webhookOf("rcs", { ...expiry, eventType: "TTL_EXPIRATION_REVOKED" }));
    expect(await take(replayed(expired), events(ports))).toBe(200);
    expect(ports.published.slice(before)).toEqual([]);
    expect(await take(expired, events(ports))).toBe(200);
    expect(ports.publishedOn("fallback").attributes).toMatchObject({ channel: "rcs" });
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

  it("has no other channel say what is overdue", async () => {
    const { ports, take } = await anHourLater();
    const { channel = "", agent = "" } = QUESTION.attributes;
    const body = {
      id: "r-1",
      agent,
      to: "+447700900123",
      ttl: 7200,
      reply: { type: "text", text: "News" },
      fallback: "News",
    };
    await take(
      { bytes: Buffer.from(JSON.stringify(body)), attributes: { published: ports.clock.now().toISOString() } },
      outbound(ports),
    );
    const [known] = await entries(ports);
    const due = new Date(RECEIVED.getTime() + HOUR_MS).toISOString();
    const attributes = { channel, agent, conversation: CONVERSATION, kind: "deadline", id: "t-1", due };
    const purpose = { type: "delivery", message: known?.id, isLast: true };
    const timer = { bytes: Buffer.from(JSON.stringify({ to: "+447700900123", purpose })), attributes };
    const before = ports.published.length;
    expect(await take(replayed(timer), events(ports), TIMERS_PATH)).toBe(200);
    expect(ports.published.slice(before)).toEqual([]);
    expect(await take(timer, events(ports), TIMERS_PATH)).toBe(200);
    expect(ports.publishedOn("fallback").attributes).toMatchObject({ channel: "rcs" });
  });

  it("keeps its mark on a dead letter", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed({ ...QUESTION, bytes: Buffer.from("?") }));
    expect(ports.publishedOn("message-dead").attributes).toMatchObject({ replay: "run-1", reason: "unreadable" });
  });
});
