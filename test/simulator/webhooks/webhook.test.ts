import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readKeyRing } from "../../../shared/webhook/key-ring.ts";
import { unwrap } from "../../../shared/webhook/unwrap.ts";
import { verify } from "../../../shared/webhook/verify.ts";
import { businessMessagesUser, rcsUser } from "../../../simulator/phones/user.ts";
import { sign } from "../../../simulator/webhooks/sign.ts";
import {
  businessMessagesWebhook,
  handshakeWebhook,
  pubsubId,
  rcsWebhook,
  type WebhookEvent,
} from "../../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../../support/any-envelope.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url);
const TOKEN = "SJENCPGJESMGUFPY";
const RING = readKeyRing(JSON.stringify({ "*": [TOKEN] }), [], "a test");
const TRICKY = "1 < 2 & 3 > 2 = 'true' \u2028 \u{1f4a1}";

const clock = { now: () => new Date("2026-11-20T10:15:14.384Z") };
const ada = rcsUser({ phone: "+447700900123", agent: "bank", clock });
const maya = businessMessagesUser({ conversation: "c1", agent: "brands/b/agents/a", clock });

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

describe("rcsWebhook()", () => {
  test.each(rcsFixtures.filter(({ envelope }) => envelope !== undefined))(
    "builds rcs/$name byte for byte",
    ({ event, clientToken, envelope, http, rawBody }) => {
      const { messageId = "", publishTime = "" } = envelope?.message ?? {};
      const built = rcsWebhook(event, clientToken, { messageId, published: new Date(publishTime), form: "bare" });
      expect({ headers: built.headers, rawBody: built.body.toString() }).toEqual({ headers: http.headers, rawBody });
    },
  );

  test("names the type of a user's file as captured", () => {
    const file = { url: "https://example.com/a.jpg", type: "image/jpeg", bytes: 1 };
    const { body } = rcsWebhook(ada.file(file), TOKEN, anyEnvelope());
    expect(JSON.parse(body.toString())).toMatchObject({ message: { attributes: { message_type: "USER_FILE" } } });
  });

  test("escapes what Java's HTML-safe printer escapes, and verifies", () => {
    const { body, headers } = rcsWebhook(ada.text(TRICKY), TOKEN, anyEnvelope());
    const opened = unwrap("rcs", body);
    expect(opened.bytes?.toString()).toContain(
      String.raw`"text": "1 \u003c 2 \u0026 3 \u003e 2 \u003d \u0027true\u0027 \u2028 ${"\u{1f4a1}"}"`,
    );
    expect(verify(opened, headers["x-goog-signature"], RING)).toMatchObject({ json: { text: TRICKY } });
  });
});

describe("pubsubId()", () => {
  test("makes a number of a UUID", () => {
    expect(pubsubId("ffffffff-ffff-4fff-8fff-ffffffffffff")).toBe(String(2 ** 48 - 1));
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
  test.each(["rcs", "business-messages"] as const)("signs the body for %s unless it is bare", (channel) => {
    const { headers, body } = handshakeWebhook(channel, { clientToken: TOKEN, secret: "1" });
    expect(headers["x-goog-signature"]).toBe(sign(body, TOKEN));
  });

  test("builds the recorded handshake of RCS", () => {
    const recorded = rcsFixtures.find(({ name }) => name === "webhook-verification.json");
    const { path, headers, body } = handshakeWebhook("rcs", JSON.parse(recorded?.rawBody ?? ""), "bare");
    expect({ path, headers, body: body.toString() }).toEqual({
      path: "/rcs",
      headers: recorded?.http.headers,
      body: recorded?.rawBody,
    });
  });

  test("names no type on Business Messages", () => {
    const { path, headers } = handshakeWebhook("business-messages", { clientToken: TOKEN, secret: "1" }, "bare");
    expect({ path, headers }).toEqual({
      path: "/business-messages",
      headers: { "content-type": "application/json" },
    });
  });
});
