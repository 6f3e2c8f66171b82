import { describe, expect, it } from "vitest";
import { ingress } from "../../../functions/ingress/ingress.ts";
import { readAgents } from "../../../shared/base/agent.ts";
import type { HttpFunction, HttpRequest } from "../../../shared/base/http.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { googlePublisher } from "../../../shared/google/pubsub/publisher.ts";
import { readKeyRing } from "../../../shared/webhook/key-ring.ts";
import { sign } from "../../../simulator/webhooks/sign.ts";
import { AGENTS, BUSINESS_MESSAGES_TOKEN, fixture, TOKENS } from "../../support/fixtures.ts";
import { CONFIRMED, listen, type Said, type Taken } from "../../support/listen.ts";
import { logged } from "../../support/log-lines.ts";

const agents = new Set(readAgents(JSON.stringify(AGENTS)).map(({ agent }) => agent));
const config = {
  ring: readKeyRing(JSON.stringify(TOKENS), [...agents], "CLIENT_TOKENS"),
  agents,
  conversationKey: "key",
};
const clock = { ...systemClock, now: () => new Date("2026-11-20T10:15:15Z") };
const TEXT = fixture("rcs", "user-text");
const WEBHOOK: HttpRequest = {
  method: "POST",
  path: "/rcs",
  headers: { "x-goog-signature": TEXT.signature },
  body: TEXT.body,
};

interface Open {
  readonly fn: HttpFunction;
  readonly requests: readonly Taken[];
  readonly lines: readonly unknown[];
}

/** Ingress over a Pub/Sub that answers as told. */
async function open(answer: () => Said | Promise<Said>, timeoutMs = 10_000): Promise<Open> {
  const { host, requests } = await listen(answer);
  const publisher = googlePublisher({ project: "p", prefix: "heliograph", emulator: host, timeoutMs });
  const { log, lines } = logged();
  return { fn: ingress(config, { publisher, clock, log }), requests, lines };
}

function parkedWebhook(): HttpRequest {
  const body = Buffer.from('{"cut": "off');
  const headers = { "x-goog-signature": sign(body, BUSINESS_MESSAGES_TOKEN) };
  return { method: "POST", path: "/business-messages", headers, body };
}

describe("ingress()", () => {
  it("answers exactly 200 and nothing more to what is published", async () => {
    const { fn } = await open(() => CONFIRMED);
    expect(await fn(WEBHOOK)).toEqual({ status: 200 });
  });

  it("publishes the signed bytes to the topic of their kind", async () => {
    const { fn, requests } = await open(() => CONFIRMED);
    await fn(WEBHOOK);
    const { message } = JSON.parse(TEXT.body.toString());
    expect(requests).toMatchObject([
      { url: "/v1/projects/p/topics/heliograph-message:publish", body: { messages: [{ data: message.data }] } },
    ]);
  });

  it("answers only when Pub/Sub has confirmed", async () => {
    const [arrived, confirmed] = [Promise.withResolvers<void>(), Promise.withResolvers<Said>()];
    const { fn } = await open(() => {
      arrived.resolve();
      return confirmed.promise;
    });
    const answering = fn(WEBHOOK);
    await arrived.promise;
    const early = await Promise.race([answering, Promise.resolve("not yet")]);
    confirmed.resolve(CONFIRMED);
    expect([early, await answering]).toEqual(["not yet", { status: 200 }]);
  });

  it.each<Said>([204, 400, 403, 404, 429, 500, 503, "hang", "reset"])(
    "answers 503 when Pub/Sub answers %s",
    async (said) => {
      const { fn } = await open(() => said, said === "hang" ? 200 : undefined);
      expect(await fn(WEBHOOK)).toMatchObject({ status: 503 });
    },
  );

  it("logs that and how a publish failed", async () => {
    const { fn, lines } = await open(() => 404);
    await fn(WEBHOOK);
    const error = "Cannot publish to heliograph-message: Pub/Sub answered 404";
    expect(lines).toMatchObject([
      { event: "token_matched" },
      { severity: "ERROR", event: "publish_failed", kind: "message", error },
    ]);
  });

  it("logs no word of a customer", async () => {
    const { fn, lines } = await open(() => "reset");
    await fn(WEBHOOK);
    expect(JSON.stringify(lines)).not.toMatch(/7700900123|branch/);
  });

  it("takes the repeated webhook after a failure", async () => {
    const answers: Said[] = [404, CONFIRMED];
    const { fn } = await open(() => answers.shift() ?? 500);
    await fn(WEBHOOK);
    expect(await fn(WEBHOOK)).toEqual({ status: 200 });
  });

  it("answers 200 to what it parks", async () => {
    const { fn } = await open(() => CONFIRMED);
    expect(await fn(parkedWebhook())).toEqual({ status: 200 });
  });

  it("logs why a webhook is parked", async () => {
    const { fn, lines } = await open(() => CONFIRMED);
    await fn(parkedWebhook());
    expect(lines).toMatchObject([
      { event: "token_matched" },
      { severity: "WARNING", event: "webhook_parked", reason: "unreadable" },
    ]);
  });

  it("publishes nothing that is not signed", async () => {
    const { fn, requests } = await open(() => CONFIRMED);
    await fn({ ...WEBHOOK, headers: {} });
    expect(requests).toEqual([]);
  });

  it("refuses a signature that was sent twice", async () => {
    const { fn } = await open(() => CONFIRMED);
    const twice = [TEXT.signature ?? "", TEXT.signature ?? ""];
    expect(await fn({ ...WEBHOOK, headers: { "x-goog-signature": twice } })).toMatchObject({ status: 401 });
  });

  it("counts a refusal by channel, agent and reason", async () => {
    const { fn, lines } = await open(() => CONFIRMED);
    await fn({ ...WEBHOOK, headers: { "x-goog-signature": `${"A".repeat(86)}==` } });
    expect(lines).toMatchObject([
      { event: "webhook_refused", channel: "rcs", agent: AGENTS[0].agent, reason: "wrong" },
    ]);
  });

  it("answers what is no webhook without Pub/Sub", async () => {
    const { fn, requests } = await open(() => 503);
    expect([await fn({ ...WEBHOOK, method: "GET", path: "/healthz" }), requests]).toMatchObject([{ status: 200 }, []]);
  });
});
