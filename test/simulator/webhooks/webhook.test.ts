import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { readKeyRing } from "../../../shared/webhook/key-ring.ts";
import { unwrap } from "../../../shared/webhook/unwrap.ts";
import { verify } from "../../../shared/webhook/verify.ts";
import { businessMessagesUser, rcsUser } from "../../../simulator/phones/user.ts";
import {
  businessMessagesWebhook,
  handshakeWebhook,
  rcsWebhook,
  sendUntilAccepted,
  sendWebhook,
  type WebhookEvent,
} from "../../../simulator/webhooks/webhook.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url);
const TOKEN = "SJENCPGJESMGUFPY";
const RING = readKeyRing(JSON.stringify({ "*": [TOKEN] }), [], "a test");
const TRICKY = "1 < 2 & 3 > 2 = 'true' \u2028 \u{1f4a1}";

const clock = { now: () => new Date("2026-11-20T10:15:14.384Z") };
const ada = rcsUser({ phone: "+447700900123", agent: "bank", clock });
const maya = businessMessagesUser({ conversation: "c1", agent: "brands/b/agents/a", clock });
const webhook = rcsWebhook(ada.text("Hi"), TOKEN);

interface RcsFixture {
  readonly name: string;
  readonly clientToken: string;
  readonly http: { readonly headers: Readonly<Record<string, string>> };
  readonly rawBody: string;
  readonly event: WebhookEvent;
  readonly envelope?: { readonly message: { readonly messageId: string; readonly publishTime: string } };
}

const rcsFixtures = readdirSync(new URL("rcs/", FIXTURES))
  .filter((name) => name !== "signatures.json")
  .map((name): RcsFixture => ({ ...JSON.parse(readFileSync(new URL(`rcs/${name}`, FIXTURES), "utf8")), name }));

const businessMessagesFixtures = readdirSync(new URL("business-messages/", FIXTURES)).filter(
  (name) => name.endsWith(".json") && !name.endsWith("signatures.json"),
);

/** A receiver on a free port. */
async function receive(listener: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A receiver that answers each status once, and the last one for ever. */
function receiveWith(...statuses: readonly (200 | 204 | 302 | 503 | "reset")[]) {
  const left = [...statuses];
  return receive((request, response) => {
    const status = left.length > 1 ? left.shift() : left[0];
    if (status === "reset" || status === undefined) request.socket.resetAndDestroy();
    else response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
  });
}

describe("rcsWebhook()", () => {
  test.each(rcsFixtures.filter(({ envelope }) => envelope !== undefined))(
    "builds rcs/$name byte for byte",
    ({ event, clientToken, envelope, http, rawBody }) => {
      const { messageId = "", publishTime = "" } = envelope?.message ?? {};
      const built = rcsWebhook(event, clientToken, { messageId, published: new Date(publishTime) });
      expect({ headers: built.headers, rawBody: built.body.toString() }).toEqual({ headers: http.headers, rawBody });
    },
  );

  test("escapes what Java's HTML-safe printer escapes, and verifies", () => {
    const { body, headers } = rcsWebhook(ada.text(TRICKY), TOKEN);
    const opened = unwrap("rcs", body);
    expect(opened.bytes?.toString()).toContain(
      String.raw`"text": "1 \u003c 2 \u0026 3 \u003e 2 \u003d \u0027true\u0027 \u2028 ${"\u{1f4a1}"}"`,
    );
    expect(verify(opened, headers["x-goog-signature"], RING)).toMatchObject({ json: { text: TRICKY } });
  });

  test("makes up another envelope id for each webhook", () => {
    const ids = [1, 2].map(() => JSON.parse(rcsWebhook({}, TOKEN).body.toString()).message.messageId);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("businessMessagesWebhook()", () => {
  test.each(businessMessagesFixtures)("builds business-messages/%s byte for byte", (name) => {
    const text = readFileSync(new URL(`business-messages/${name}`, FIXTURES), "utf8");
    expect(businessMessagesWebhook(JSON.parse(text), TOKEN).body.toString()).toBe(text);
  });

  test("escapes what Java's HTML-safe printer escapes, and verifies", () => {
    const { body, headers } = businessMessagesWebhook(maya.text(TRICKY), TOKEN);
    expect(body.toString()).toContain(String.raw`\u003c 2 \u0026 3 \u003e 2 \u003d \u0027true\u0027`);
    expect(verify(unwrap("business-messages", body), headers["x-goog-signature"], RING)).toMatchObject({
      json: { message: { text: TRICKY } },
    });
  });
});

describe("handshakeWebhook()", () => {
  test("builds the recorded handshake of RCS", () => {
    const recorded = rcsFixtures.find(({ name }) => name === "webhook-verification.json");
    const { path, headers, body } = handshakeWebhook("rcs", JSON.parse(recorded?.rawBody ?? ""));
    expect({ path, headers, body: body.toString() }).toEqual({
      path: "/rcs",
      headers: recorded?.http.headers,
      body: recorded?.rawBody,
    });
  });

  test("names no type on Business Messages", () => {
    const { path, headers } = handshakeWebhook("business-messages", { clientToken: TOKEN, secret: "1" });
    expect({ path, headers }).toEqual({
      path: "/business-messages",
      headers: { "content-type": "application/json" },
    });
  });
});

describe("sendWebhook()", () => {
  test("posts the headers and the exact bytes", async () => {
    await using receiver = await receive(async (request, response) => {
      const { method, url, headers } = request;
      const isExact = (await buffer(request)).equals(webhook.body);
      response.end(JSON.stringify({ method, url, signature: headers["x-goog-signature"], isExact }));
    });
    const { status, body } = await sendWebhook(`${receiver.url}/`, webhook);
    expect({ status, ...JSON.parse(body) }).toEqual({
      status: 200,
      method: "POST",
      url: "/rcs",
      signature: webhook.headers["x-goog-signature"],
      isExact: true,
    });
  });

  test("does not follow a redirect", async () => {
    await using receiver = await receiveWith(302, 200);
    expect(await sendWebhook(receiver.url, webhook)).toMatchObject({ status: 302 });
  });
});

describe("sendUntilAccepted()", () => {
  test("repeats until exactly 200", async () => {
    await using receiver = await receiveWith(503, "reset", 204, 302, 200);
    expect(await sendUntilAccepted(receiver.url, webhook, { attempts: 9, delayMs: 1 })).toMatchObject({
      status: 200,
      attempts: 5,
    });
  });

  test("gives up after the last attempt and tells the status", async () => {
    await using receiver = await receiveWith(503);
    await expect(sendUntilAccepted(receiver.url, webhook, { attempts: 2, delayMs: 1 })).rejects.toThrow(
      "Cannot deliver the webhook to /rcs: expected 200, got status 503 at attempt 2",
    );
  });

  test("gives up on a receiver that is not there", async () => {
    const { url } = await receiveWith(200).then(async (receiver) => {
      await receiver[Symbol.asyncDispose]();
      return receiver;
    });
    await expect(sendUntilAccepted(url, webhook, { attempts: 2, delayMs: 1 })).rejects.toThrow(
      "got no answer at attempt 2",
    );
  });
});
