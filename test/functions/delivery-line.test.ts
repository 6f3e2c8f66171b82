import { describe, expect, it } from "vitest";
import { events } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import { outbound } from "../../functions/outbound/outbound.ts";
import { receipts } from "../../functions/receipts/receipts.ts";
import { TransientError } from "../../shared/base/errors.ts";
import { turnId } from "../../shared/conversation/turn-id.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { text } from "../../shared/reply/reply.ts";
import { AGENTS } from "../support/fixtures.ts";
import { type OpenPorts, openPorts, pushOf } from "../support/open-ports.ts";
import { ada, factOf, RECEIVED, sealed, webhookOf } from "../support/sealed.ts";

const HELLO = webhookOf("rcs", ada.text("Hello"));
const ENDS = ["delivery_done", "delivery_failed", "dead_lettered"];
const PEOPLE = {
  people: { hours: () => ({ isOpen: true }) as const, waitMinutes: 5, silenceMinutes: 30 },
  sayNotice: ({ type }: { readonly type: string }) => [text(type)],
};

/** The lines with which deliveries ended. */
function ends({ lines }: OpenPorts): readonly unknown[] {
  return lines.filter((line) => ENDS.includes(Object(line).event));
}

function outcomes(ports: OpenPorts): readonly unknown[] {
  return ends(ports).map((line) => Object(line).outcome);
}

function asks(command: object, attributes = {}): QueueMessage {
  const request = { agent: AGENTS[0].agent, to: "+447700900123", ...command };
  return { bytes: Buffer.from(JSON.stringify(request)), attributes };
}

describe("the line of a delivery", () => {
  it("tells an answered message, its turn, and each call", async () => {
    const ports = await openPorts();
    const fact = factOf("message", HELLO);
    await messages(ports)(pushOf(sealed(HELLO, new Date(RECEIVED.getTime() - 3000)), { attempt: 1 }));
    expect(ends(ports)).toEqual([
      {
        severity: "INFO",
        event: "delivery_done",
        message: "delivery_done",
        kind: "message",
        attempt: 1,
        channel: "rcs",
        agent: AGENTS[0].agent,
        conversation: fact.conversation,
        turn: turnId(fact),
        outcome: "answered",
        ageMs: 3000,
        ms: 0,
        calls: expect.any(Array),
        traceparent: expect.stringMatching(/^00-/),
      },
    ]);
    const calls = Object(ends(ports)[0]).calls.map(({ call, status, tries }: Record<string, unknown>) => [
      call,
      status,
      tries,
    ]);
    expect(calls).toEqual([
      ["markRead", 200, 1],
      ["showTyping", 200, 1],
      ["send", 200, 1],
    ]);
  });

  it("comes after the line of the message that was sent, and there is no third", async () => {
    const ports = await openPorts();
    await messages(ports)(pushOf(sealed(HELLO)));
    expect(ports.lines).toMatchObject([{ event: "message_sent" }, { event: "delivery_done" }]);
    expect(ports.lines).toHaveLength(2);
  });

  it("tells that an earlier delivery did it", async () => {
    const ports = await openPorts();
    for (const attempt of [1, 2]) await messages(ports)(pushOf(sealed(HELLO), { attempt }));
    expect(outcomes(ports)).toEqual(["answered", "done-before"]);
  });

  it("tells that there was nothing to say", async () => {
    const ports = await openPorts({ answer: () => [] });
    await messages(ports)(pushOf(sealed(HELLO)));
    expect(outcomes(ports)).toEqual(["nothing-to-say"]);
  });

  it("tells that a person has the conversation", async () => {
    const ports = await openPorts(PEOPLE);
    await outbound(ports)(pushOf(asks({ id: "1", handoff: "join", speaker: { displayName: "Zoe" } })));
    await messages(ports)(pushOf(sealed(HELLO)));
    expect(outcomes(ports)).toEqual(["sent", "held-by-person"]);
  });

  it("tells that the user waits for a person", async () => {
    const ports = await openPorts({ ...PEOPLE, answer: () => [{ type: "handOver" }] });
    await messages(ports)(pushOf(sealed(HELLO)));
    await messages(ports)(pushOf(sealed(webhookOf("rcs", ada.text("Still there?")))));
    expect(outcomes(ports)).toEqual(["answered", "waiting-for-person"]);
  });

  it("tells that the user has unsubscribed", async () => {
    const ports = await openPorts(PEOPLE);
    const offered = (id: string) => pushOf(asks({ id, reply: "Offers", trafficType: "PROMOTION" }));
    await outbound(ports)(offered("1"));
    await messages(ports)(pushOf(sealed(webhookOf("rcs", ada.text("STOP")))));
    await outbound(ports)(offered("2"));
    expect(outcomes(ports)).toEqual(["sent", "answered", "opted-out"]);
  });

  it("tells that a message came too late", async () => {
    const ports = await openPorts({}, new Date(RECEIVED.getTime() + 2000));
    await outbound(ports)(pushOf(asks({ id: "1", reply: "Your code", ttl: 1 })));
    expect(outcomes(ports)).toEqual(["too-late"]);
    expect(ports.phone("rcs").messages).toEqual([]);
  });

  it("tells that receipts were merged, and an event was recorded", async () => {
    const ports = await openPorts();
    await receipts(ports)(pushOf(sealed(webhookOf("rcs", ada.read("m1")))));
    await events(ports)(pushOf(sealed(webhookOf("rcs", ada.typing()))));
    expect(outcomes(ports)).toEqual(["merged", "recorded"]);
  });

  it("tells a delivery that failed, with its calls, and no second line", async () => {
    const ports = await openPorts({ answer: () => Promise.reject(new TransientError("The bank is away")) });
    await messages(ports)(pushOf(sealed(HELLO), { attempt: 3 }));
    const calls = [
      { call: "markRead", status: 200 },
      { call: "showTyping", status: 200 },
    ];
    expect(ends(ports)).toMatchObject([
      { event: "delivery_failed", attempt: 3, turn: turnId(factOf("message", HELLO)), calls },
    ]);
  });

  it("tells a dead letter, with its calls, and no second line", async () => {
    const ports = await openPorts();
    await outbound(ports)(pushOf(asks({ id: "1" }, { conversation: "x" })));
    expect(ends(ports)).toMatchObject([{ event: "dead_lettered", kind: "outbound", calls: [] }]);
  });
});
