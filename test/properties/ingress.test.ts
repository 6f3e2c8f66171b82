import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ingress } from "../../functions/ingress/ingress.ts";
import type { HttpRequest } from "../../shared/base/http.ts";
import { agentId } from "../../shared/base/ids.ts";
import { systemClock } from "../../shared/google/clock.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { sign } from "../../simulator/webhooks/sign.ts";
import { AGENTS } from "../support/fixtures.ts";
import { logged } from "../support/log-lines.ts";
import { RECEIVED } from "../support/sealed.ts";
import { anyBytes, orElse, RUNS } from "./arbitraries.ts";

const TOKEN = "token";

/** Ingress over a Pub/Sub that always confirms, and what was published. */
function open() {
  const published: Parameters<Publisher["publish"]>[] = [];
  const publish: Publisher["publish"] = async (...letter) => void published.push(letter);
  const agents = AGENTS.map(({ channel, agent }) => agentId(channel, agent));
  const ring = readKeyRing(JSON.stringify({ "*": TOKEN }), agents, "CLIENT_TOKENS");
  const config = { ring, agents: new Set(agents), conversationKey: "key" };
  const clock = { ...systemClock, now: () => RECEIVED };
  const fn = ingress(config, { publisher: { publish }, clock, log: logged().log });
  return { fn, published };
}

const handshake = fc
  .record({ clientToken: orElse(fc.constant(TOKEN), fc.jsonValue()), secret: fc.jsonValue() })
  .map((json) => Buffer.from(JSON.stringify(json)));

const envelope = fc
  .oneof(
    anyBytes.map((bytes) => bytes.toString("base64")),
    fc.jsonValue(),
  )
  .map((data) => Buffer.from(JSON.stringify({ message: { data } })));

const body = fc.oneof(anyBytes, envelope, handshake, fc.constantFrom(Buffer.alloc(0), Buffer.alloc(1_048_577)));

const headers = fc.oneof(
  fc.dictionary(
    orElse(fc.constantFrom("x-goog-signature", "traceparent", "x-goog-webhook-type"), fc.string()),
    fc.oneof(fc.string(), fc.array(fc.string())),
  ),
  body.map((signed) => ({ "x-goog-signature": sign(signed, TOKEN) })),
);

const request = fc.record<HttpRequest>({
  method: orElse(fc.constant("POST"), fc.string()),
  path: orElse(fc.constantFrom("/rcs", "/business-messages"), fc.string()),
  headers,
  body: orElse(body, fc.constant(undefined)),
});

/** A webhook over any bytes, signed as its channel signs. */
const signed = fc.tuple(fc.constantFrom("/rcs", "/business-messages"), anyBytes).map(([path, bytes]) => {
  const wrapped = Buffer.from(JSON.stringify({ message: { data: bytes.toString("base64") } }));
  const headers = { "x-goog-signature": sign(bytes, TOKEN) };
  return { bytes, request: { method: "POST", path, headers, body: path === "/rcs" ? wrapped : bytes } };
});

describe("ingress()", () => {
  it("answers no request with 5xx, and never rejects", async () => {
    const { fn } = open();
    await fc.assert(
      fc.asyncProperty(request, async (any) => {
        expect((await fn(any)).status).toBeLessThan(500);
      }),
      RUNS,
    );
  });

  it("publishes what is signed once, byte for byte, and answers exactly 200", async () => {
    await fc.assert(
      fc.asyncProperty(signed, async ({ bytes, request: webhook }) => {
        fc.pre(webhook.body.length > 0 && bytes.length <= 65_536);
        const { fn, published } = open();
        expect(await fn(webhook)).toEqual({ status: 200 });
        expect(published.map(([, message]) => message.bytes)).toEqual([bytes]);
      }),
      RUNS,
    );
  });

  it("publishes nothing that is not signed", async () => {
    await fc.assert(
      fc.asyncProperty(signed, async ({ request: webhook }) => {
        const { fn, published } = open();
        await fn({ ...webhook, headers: { "x-goog-signature": sign(webhook.body, "guessed") } });
        expect(published).toEqual([]);
      }),
      RUNS,
    );
  });
});
