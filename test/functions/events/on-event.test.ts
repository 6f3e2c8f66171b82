import { describe, expect, it } from "vitest";
import { onEvent } from "../../../functions/events/on-event.ts";
import { fixture } from "../../fixtures.ts";
import { factOf, webhookOf } from "../../sealed.ts";

const OURS = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";

describe("onEvent()", () => {
  it.each([
    fixture("rcs", "event-is-typing"),
    fixture("rcs", "event-subscribe"),
    fixture("rcs", "event-unsubscribe"),
    fixture("rcs", "agent-launch-launched"),
    fixture("business-messages", "user-status-live-agent"),
    fixture("business-messages", "user-status-typing-stopped"),
  ])("records $channel/$name", (webhook) => {
    const fact = factOf("event", webhook);
    expect(onEvent(fact)).toEqual([{ do: "record", fact }]);
  });

  it("merges an expiry that is revoked into the message that expired", () => {
    const fact = factOf("event", fixture("rcs", "server-ttl-expiration-revoked"));
    const { at, conversation } = fact;
    const receipts = [
      { message: OURS, type: "expired", at },
      { message: OURS, type: "revoked", at },
    ];
    expect(onEvent(fact)).toEqual([{ do: "mergeReceipts", conversation, message: OURS, receipts }]);
  });

  it("merges any other expiry as such alone", () => {
    const expiry = { phoneNumber: "+447700900123", eventId: "E1", messageId: OURS, eventType: "TTL_EXPIRATION_NEW" };
    const agentId = "growing_tree_bank_x1y2z3w4_agent@rbm.goog";
    const fact = factOf("event", webhookOf("rcs", { ...expiry, agentId }));
    expect(onEvent(fact)).toMatchObject([{ receipts: [{ message: OURS, type: "expired", at: fact.at }] }]);
  });
});
