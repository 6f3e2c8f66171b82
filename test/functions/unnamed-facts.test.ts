import { describe, expect, it } from "vitest";
import { events } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import { receipts } from "../../functions/receipts/receipts.ts";
import type { Channel, MessageId } from "../../shared/base/ids.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { type OpenPorts, openPorts, pushOf } from "../support/open-ports.ts";
import { ada, maya, sealed, webhookOf } from "../support/sealed.ts";

/** An event without any id, delivered. */
async function deliver(
  ports: OpenPorts,
  fn: typeof messages | typeof receipts,
  channel: Channel,
  { eventId: _, requestId: __, ...event }: WebhookEvent,
) {
  const message = sealed(webhookOf(channel, event));
  const { status } = await fn(ports)(pushOf(message));
  expect([status, ports.published.filter(([topic]) => topic.endsWith("-dead"))]).toEqual([200, []]);
  return ports.history.read(message.attributes.conversation as never, 9);
}

describe("a fact without an id", () => {
  it.each(["delivered", "read"] as const)("is merged: a receipt, %s", async (type) => {
    const { entries } = await deliver(await openPorts(), receipts, "rcs", ada[type]("m1"));
    expect(entries).toMatchObject([{ id: "m1" as MessageId, times: { [type]: expect.any(Date) } }]);
  });

  it("is answered, once for each delivery that repeats it: a text", async () => {
    const ports = await openPorts();
    const { messageId: _, ...said } = ada.text("Hi");
    await deliver(ports, messages, "rcs", said);
    await deliver(ports, messages, "rcs", said);
    expect(ports.phone("rcs").messages).toHaveLength(1);
    expect(ports.phone("rcs").read).toEqual([]);
  });

  it("is answered: a text of Business Messages whose message has no id", async () => {
    const ports = await openPorts();
    await deliver(ports, messages, "business-messages", { ...maya.text("Hi"), message: { text: "Hi" } });
    expect(ports.phone("business-messages").messages).toHaveLength(1);
  });

  it("counts: an opt-out", async () => {
    const ports = await openPorts();
    const { attributes } = sealed(webhookOf("rcs", ada.unsubscribed()));
    await deliver(ports, events, "rcs", ada.unsubscribed());
    const { state } = await ports.history.load(attributes.conversation as never);
    expect(state?.consent).toMatchObject({ isOptedOut: true });
  });

  it("is kept: a launch", async () => {
    const ports = await openPorts();
    const { entries } = await deliver(ports, events, "rcs", {
      agentId: ada.text("").agentId,
      newLaunchState: "LAUNCHED",
    });
    expect(entries).toMatchObject([{ type: "event", event: { type: "launch", to: "launched" } }]);
  });
});
