import { describe, expect, it } from "vitest";
import { events } from "../../../functions/events/events.ts";
import { fixture } from "../../support/fixtures.ts";
import { openPorts, pushOf } from "../../support/open-ports.ts";
import { factOf, sealed, webhookOf } from "../../support/sealed.ts";

const OURS = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";
const EXPIRED = fixture("rcs", "server-ttl-expiration-revoked");

describe("events()", () => {
  it("only records what has nothing to decide", async () => {
    const ports = await openPorts();
    const typing = fixture("rcs", "event-is-typing");
    expect(await events(ports)(pushOf(sealed(typing)))).toEqual({ status: 200 });
    const { id, conversation, event } = factOf("event", typing);
    expect((await ports.history.read(conversation, 10)).entries).toMatchObject([{ type: "event", id, event }]);
    expect([ports.published, ports.phone("rcs").calls]).toEqual([[], []]);
  });

  it("merges an expiry that is revoked into the message that expired", async () => {
    const ports = await openPorts();
    await events(ports)(pushOf(sealed(EXPIRED)));
    const { at, conversation } = factOf("event", EXPIRED);
    const times = { expired: at, revoked: at };
    expect((await ports.history.read(conversation, 10)).entries).toMatchObject([{ type: "outgoing", id: OURS, times }]);
  });

  it("merges any other expiry as such alone", async () => {
    const ports = await openPorts();
    const expiry = { phoneNumber: "+447700900123", eventId: "E1", messageId: OURS, eventType: "TTL_EXPIRATION_NEW" };
    const webhook = webhookOf("rcs", { ...expiry, agentId: "growing_tree_bank_x1y2z3w4_agent@rbm.goog" });
    await events(ports)(pushOf(sealed(webhook)));
    const { at, conversation } = factOf("event", webhook);
    expect((await ports.history.read(conversation, 10)).entries.map((one) => "times" in one && one.times)).toEqual([
      { expired: at },
    ]);
  });

  it("hands over to no other channel what has no words for it", async () => {
    const ports = await openPorts();
    expect(await events(ports)(pushOf(sealed(EXPIRED)))).toEqual({ status: 200 });
    expect(ports.published).toEqual([]);
  });

  it("answers a request for a person once, however often it comes", async () => {
    const ports = await openPorts();
    const request = pushOf(sealed(fixture("business-messages", "user-status-live-agent")));
    const { address } = factOf("event", fixture("business-messages", "user-status-live-agent"));
    await events(ports)(request);
    await events(ports)(request);
    const { calls } = ports.platform.phone("business-messages", address);
    expect(calls.map(({ kind }) => kind)).toEqual(["message"]);
  });
});
