import { describe, expect, it } from "vitest";
import type { AgentId, Channel } from "../../../shared/base/ids.ts";
import type { SealOptions } from "../../../shared/envelope/seal.ts";
import { seal } from "../../../shared/envelope/seal.ts";
import { unwrap } from "../../../shared/webhook/unwrap.ts";
import { type Verified, verify } from "../../../shared/webhook/verify.ts";
import { sign } from "../../../simulator/webhooks/sign.ts";
import { AGENTS, fixture, readFixtures } from "../../support/fixtures.ts";

const OPTIONS: SealOptions = {
  agents: new Set(AGENTS.map(({ agent }) => agent as AgentId)),
  conversationKey: "key",
  received: new Date("2026-11-20T10:15:15Z"),
  traceparent: undefined,
};

describe("seal()", () => {
  it.each(readFixtures())("sends $channel/$name to its kind with the exact signed bytes", ({ channel, name, body }) => {
    const { to, message } = seal(verified(channel, body), OPTIONS);
    expect(to).toBe(kindOf(name));
    expect(message.bytes).toEqual(unwrap(channel, body).bytes);
  });

  it("orders messages by conversation, and nothing else", () => {
    const message = seal(verified("rcs", fixture("rcs", "user-text").body), OPTIONS).message;
    expect(message.orderingKey).toBe(message.attributes.conversation);
    expect(seal(verified("rcs", fixture("rcs", "event-read").body), OPTIONS).message.orderingKey).toBeUndefined();
  });

  it("names all facts of one user the same, and tells nothing about the user", () => {
    const names = ["user-text", "event-read", "server-ttl-expiration-revoked"].map(
      (name) => seal(verified("rcs", fixture("rcs", name).body), OPTIONS).message.attributes.conversation,
    );
    expect(new Set(names).size).toBe(1);
    const { attributes } = seal(verified("rcs", fixture("rcs", "user-text").body), OPTIONS).message;
    expect(JSON.stringify(attributes)).not.toMatch(/7700900123|branch/);
  });

  it("parks what is authentic but can go nowhere, with its reason", () => {
    const park = (text: string) => seal(verified("business-messages", Buffer.from(text)), OPTIONS);
    expect(park("not JSON").message.attributes.reason).toBe("unreadable");
    expect(park('{"message":{},"surveyResponse":{},"conversationId":"c"}').message.attributes.reason).toBe(
      "unknown-kind",
    );
    expect(park('{"message":{},"agent":"brands/b/agents/a","conversationId":"c"}')).toMatchObject({
      to: "parked",
      message: { attributes: { reason: "agent-not-configured" } },
    });
    expect(park('{"message":{},"agent":"brands/b/agents/a"}').message.attributes.reason).toBe("unreadable");
  });

  it("parks what names an agent of the other channel", () => {
    const [rcs, businessMessages] = AGENTS.map(({ agent }) => agent);
    const text = { agentId: businessMessages, senderPhoneNumber: "+1", text: "Hi" };
    const wrapped = { message: { data: Buffer.from(JSON.stringify(text)).toString("base64") } };
    const raw = { agent: rcs, message: {}, conversationId: "c" };
    for (const [channel, body] of [
      ["rcs", wrapped],
      ["business-messages", raw],
    ] as const) {
      expect(seal(verified(channel, Buffer.from(JSON.stringify(body))), OPTIONS)).toMatchObject({
        to: "parked",
        message: { attributes: { reason: "agent-not-configured" } },
      });
    }
  });
});

function kindOf(name: string): string {
  if (name === "feedback-response") return "parked";
  if (/^receipts|^event-(delivered|read)/.test(name)) return "receipt";
  return /^(event|user-status|agent-launch|server)/.test(name) ? "event" : "message";
}

function verified(channel: Channel, body: Buffer): Verified {
  const webhook = unwrap(channel, body);
  const found = verify(webhook, sign(webhook.bytes ?? body, "token"), new Map([["*", ["token"]]]));
  if (typeof found === "string") throw new Error(`The test's own signature is ${found}`);
  return found;
}
