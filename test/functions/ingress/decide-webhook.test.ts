import { describe, expect, it } from "vitest";
import { decideWebhook, type ReceivedWebhook } from "../../../functions/ingress/decide-webhook.ts";
import type { IngressConfig } from "../../../functions/settings.ts";
import { readAgents } from "../../../shared/base/agent.ts";
import { readKeyRing } from "../../../shared/webhook/key-ring.ts";
import { sign } from "../../../simulator/webhooks/sign.ts";
import { handshakeWebhook } from "../../../simulator/webhooks/webhook.ts";
import { AGENTS, BUSINESS_MESSAGES_TOKEN, fixture, RCS_TOKEN, TOKENS } from "../../support/fixtures.ts";

const agents = new Set(readAgents(JSON.stringify(AGENTS)).map(({ agent }) => agent));
const CONFIG: IngressConfig = {
  ring: readKeyRing(JSON.stringify(TOKENS), [...agents], "CLIENT_TOKENS"),
  agents,
  conversationKey: "key",
};
const WRONG = `${"A".repeat(86)}==`;
const RECEIVED = new Date("2026-11-20T10:15:15Z");
const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

function decide(request: Partial<ReceivedWebhook> = {}, config = CONFIG) {
  const { channel, body, signature } = fixture("rcs", "user-text");
  return decideWebhook({ channel, body, signature, traceparent: undefined, received: RECEIVED, ...request }, config);
}

function signed(text: string): Partial<ReceivedWebhook> {
  const body = Buffer.from(text);
  return { channel: "business-messages", body, signature: sign(body, BUSINESS_MESSAGES_TOKEN) };
}

function greet(clientToken: unknown, secret: unknown = "0123456789"): Partial<ReceivedWebhook> {
  return { body: Buffer.from(JSON.stringify({ clientToken, secret })), signature: undefined };
}

describe("decideWebhook(), webhooks", () => {
  it("publishes what is signed to its kind", () => {
    expect(decide()).toMatchObject({ do: "publish", envelope: { to: "message" } });
  });

  it.each([
    ["business-messages", "rcs", "user-text", "/rcs"],
    ["rcs", "business-messages", "message-text", "/business-messages"],
  ] as const)("tells on the path of %s where a webhook of %s goes", (channel, other, name, path) => {
    const { body, signature } = fixture(other, name);
    const decision = decide({ channel, body, signature });
    expect(decision).toMatchObject({ do: "refuse", reason: "wrong", response: { status: 401 } });
    expect(decision).toHaveProperty("response.body", `X-Goog-Signature is wrong here: such a body goes to ${path}\n`);
  });

  it("seals with the time of receipt", () => {
    const received = RECEIVED.toISOString();
    expect(decide()).toMatchObject({ envelope: { message: { attributes: { received } } } });
  });

  it("passes the trace on", () => {
    const attributes = { traceparent: TRACE };
    expect(decide({ traceparent: TRACE })).toMatchObject({ envelope: { message: { attributes } } });
  });

  it.each(["", "+447700900123", `${TRACE}\n`, TRACE.toUpperCase()])("begins a trace in place of %j", (traceparent) => {
    const attributes = { traceparent: expect.stringMatching(/^00-(?!4bf92f35)[0-9a-f]{32}-[0-9a-f]{16}-00$/) };
    expect(decide({ traceparent })).toMatchObject({ envelope: { message: { attributes } } });
  });

  it.each([
    ["unreadable", '{"cut": "off'],
    ["unknown-kind", '{"conversationId":"c1","novelty":{}}'],
    ["no-agent-named", '{"conversationId":"c1","message":{}}'],
    ["no-agent-named", '{"conversationId":"c1","message":{},"agent":7}'],
    ["no-agent-named", '{"conversationId":"c1","message":{},"agent":""}'],
    ["agent-not-configured", '{"conversationId":"c1","message":{},"agent":"brands/b/agents/other"}'],
  ])("parks as %s what is signed and goes nowhere", (reason, text) => {
    const config = { ...CONFIG, ring: new Map([["*", [BUSINESS_MESSAGES_TOKEN]]] as const) };
    expect(decide(signed(text), config)).toMatchObject({
      do: "publish",
      envelope: { to: "parked", message: { attributes: { reason } } },
    });
  });

  it.each([
    ["missing", undefined],
    ["malformed", "short"],
    ["wrong", `${"A".repeat(86)}==`],
  ] as const)("refuses a %s signature with 401", (reason, signature) => {
    const response = { status: 401, body: `X-Goog-Signature is ${reason}\n` };
    expect(decide({ signature })).toMatchObject({ do: "refuse", reason, response });
  });

  it("refuses more than one signature with 401, and says so", () => {
    const { signature = "" } = fixture("rcs", "user-text");
    const response = { status: 401, body: "Expected one X-Goog-Signature, got more than one\n" };
    expect(decide({ signature: [signature, signature] })).toMatchObject({ reason: "more-than-one", response });
  });

  it.each([
    ["malformed", "short"],
    ["more-than-one", [WRONG, WRONG]],
  ])("refuses a %s signature without a body", (reason, signature) => {
    expect(decide({ signature, body: undefined })).toMatchObject({ do: "refuse", reason });
  });

  it("reads nothing of an agent in what is not signed", () => {
    expect(decide({ signature: undefined })).not.toHaveProperty("agent");
  });

  it("names the configured agent that a refused webhook claims", () => {
    expect(decide({ signature: WRONG })).toMatchObject({ agent: AGENTS[0].agent });
  });

  it("names no agent that is not configured: it may be anybody's words", () => {
    const body = Buffer.from('{"agent":"+447700900123"}');
    expect(decide({ channel: "business-messages", body, signature: WRONG })).not.toHaveProperty("agent");
  });
});

describe("decideWebhook(), handshakes", () => {
  it.each([
    ["rcs", RCS_TOKEN],
    ["business-messages", BUSINESS_MESSAGES_TOKEN],
  ] as const)("answers one on %s with the bare secret, as text", (channel, clientToken) => {
    const { body } = handshakeWebhook(channel, { clientToken, secret: "0123456789" });
    expect(decide({ channel, body, signature: undefined })).toEqual({
      do: "answer",
      response: {
        status: 200,
        headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        body: "0123456789",
      },
    });
  });

  it("refuses another token with 403 and without the secret", () => {
    expect(decide(greet("guessed"))).toEqual({
      do: "refuse",
      reason: "wrong-token",
      response: { status: 403, body: "clientToken is not in CLIENT_TOKENS\n" },
    });
  });

  it("answers one that makes no sense with 400", () => {
    expect(decide(greet(RCS_TOKEN, { html: true }))).toMatchObject({ do: "answer", response: { status: 400 } });
  });

  it("takes no webhook for a handshake", () => {
    const body = Buffer.from(JSON.stringify({ clientToken: RCS_TOKEN, secret: "1", message: { data: "" } }));
    expect(decide({ body })).toMatchObject({ do: "refuse", reason: "wrong" });
  });

  it("takes nothing long for a handshake", () => {
    const { body } = handshakeWebhook("rcs", { clientToken: RCS_TOKEN, secret: "0123456789" });
    const long = Buffer.concat([body, Buffer.alloc(4097 - body.length, " ")]);
    expect(decide({ body: long, signature: undefined })).toMatchObject({ do: "refuse", reason: "missing" });
  });
});
