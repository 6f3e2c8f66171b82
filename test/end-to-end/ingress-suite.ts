import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sendWebhook } from "../../simulator/webhooks/send-webhook.ts";
import { sign } from "../../simulator/webhooks/sign.ts";
import { handshakeWebhook } from "../../simulator/webhooks/webhook.ts";
import { BUSINESS_MESSAGES_TOKEN, fixture, RCS_TOKEN, readVectors } from "../support/fixtures.ts";
import { post } from "../support/post.ts";
import type { SystemUnderTest, Tokens } from "../support/stack.ts";

const WAIT = { timeout: 15_000, interval: 20 };
const MIB = 1_048_576;
const text = fixture("business-messages", "message-text-minimal");

/** Ingress' decision table, from outside. */
export function ingressTable(name: string, start: (tokens?: Tokens) => Promise<SystemUnderTest>): void {
  describe(name, () => {
    let system: SystemUnderTest;
    beforeAll(async () => {
      system = await start();
    });
    afterAll(() => system?.close());

    it.each(["rcs", "business-messages"] as const)(
      "answers a handshake on %s with the bare secret",
      async (channel) => {
        const clientToken = channel === "rcs" ? RCS_TOKEN : BUSINESS_MESSAGES_TOKEN;
        const webhook = handshakeWebhook(channel, { clientToken, secret: "0123456789" });
        expect(await sendWebhook(system.url, webhook)).toEqual({ status: 200, body: "0123456789" });
        const answer = await fetch(`${system.url}${webhook.path}`, { ...webhook, method: "POST" } as RequestInit);
        expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
      },
    );

    it("refuses a handshake with another token", async () => {
      const webhook = handshakeWebhook("rcs", { clientToken: "guessed", secret: "0123456789" });
      expect((await sendWebhook(system.url, webhook)).status).toBe(403);
    });

    it.each([
      ["missing", undefined],
      ["malformed", "short"],
      ["malformed", text.signature?.slice(0, 44)],
      ["wrong", sign(text.body, "another token")],
      ["wrong", fixture("rcs", "user-text").signature],
    ])("refuses a %s signature", async (reason, signature) => {
      const logged = () => system.logs().split(`"reason":"${reason}"`).length;
      const before = logged();
      const answer = await post(system.url, { ...text, signature });
      expect(answer).toMatchObject({ status: 401, body: `X-Goog-Signature is ${reason}\n` });
      await vi.waitFor(() => expect(logged()).toBe(before + 1), WAIT);
    });

    it("refuses an RCS envelope under the signature of its raw bytes", async () => {
      const rcs = fixture("rcs", "user-text");
      expect((await post(system.url, { ...rcs, signature: sign(rcs.body, RCS_TOKEN) })).status).toBe(401);
    });

    it("neither answers nor logs what a stranger wrote", async () => {
      const body = Buffer.from('{"text": "my secret" x');
      const answer = await post(system.url, { ...text, body, signature: undefined });
      expect(answer).toMatchObject({ status: 401, body: "X-Goog-Signature is missing\n" });
      expect(system.logs()).not.toContain("my secret");
    });

    it("inflates nothing", async () => {
      const answer = await post(
        system.url,
        { ...text, body: gzipSync("[".repeat(MIB)) },
        { "content-encoding": "gzip" },
      );
      expect(answer.status).toBe(401);
    });

    it("parks what is signed and unreadable, byte for byte", async () => {
      const body = Buffer.from('{"cut": "off');
      expect((await post(system.url, signedBody(body))).status).toBe(200);
      await parked(system, body, "unreadable");
    });

    it("parks what is signed and of no known kind", async () => {
      const body = Buffer.from(text.body.toString().replace('"message": {', '"novelty": {'));
      expect((await post(system.url, signedBody(body))).status).toBe(200);
      await parked(system, body, "unknown-kind");
    });

    it("dead-letters what only its function can see to be broken, with its reason", async () => {
      const body = Buffer.from(text.body.toString().replace(/"text": "[^"]+"/, '"text": 7'));
      expect((await post(system.url, signedBody(body))).status).toBe(200);
      await vi.waitFor(
        () =>
          expect(system.kept.on("message-dead")).toContainEqual(
            expect.objectContaining({ bytes: body, attributes: expect.objectContaining({ reason: "unreadable" }) }),
          ),
        WAIT,
      );
    });

    it.each(["application/json; charset=iso-8859-1", "text/plain", "application/octet-stream", "nonsense", ""])(
      "takes a signed webhook of content type %j",
      async (type) => {
        expect((await post(system.url, text, { "content-type": type })).status).toBe(200);
      },
    );

    it.each([
      ["GET", "/healthz", undefined, 200],
      ["POST", "/healthz", "x", 405],
      ["GET", "/rcs", undefined, 405],
      ["PUT", "/business-messages", "x", 405],
      ["POST", "/elsewhere", "x", 404],
      ["POST", "/", "x", 404],
      ["POST", "/rcs", undefined, 400],
      ["POST", "/rcs", "", 400],
      ["POST", "/rcs", "x".repeat(MIB + 1), 413],
      ["POST", "/rcs/", "x", 401],
      ["POST", "/rcs?query=1", "x", 401],
      ["POST", "/rcs", '{"message":{"data":7}}', 401],
    ])("answers %s %s with %s", async (method, path, body, status) => {
      const init = { method, headers: { "content-type": "text/plain" }, ...(body === undefined ? {} : { body }) };
      const answer = await fetch(`${system.url}${path}`, init);
      expect(answer.status).toBe(status);
    });

    it.each([
      ["/healthz", "GET, HEAD"],
      ["/rcs", "POST"],
      ["/business-messages", "POST"],
    ])("says which methods %s takes", async (path, allowed) => {
      const answer = await fetch(`${system.url}${path}`, { method: "DELETE" });
      expect(answer.headers.get("allow")).toBe(allowed);
    });
  });

  describe(`${name}, the signature vectors`, () => {
    // An empty body is a bad request, whatever its signature.
    const vectors = readVectors().filter(({ body }) => body.length > 0);
    const byToken = Map.groupBy(vectors, ({ token }) => token);
    describe.each([...byToken])("under the token %s", (token, ofToken) => {
      let system: SystemUnderTest;
      beforeAll(async () => {
        system = await start({ "*": [token] });
      });
      afterAll(() => system?.close());

      it.each(ofToken)("$channel/$name is accepted or refused as marked", async (vector) => {
        const { status } = await post(system.url, vector);
        expect(status).toBe(vector.isAccepted ? 200 : 401);
      });
    });
  });
}

async function parked(system: SystemUnderTest, bytes: Buffer, reason: string): Promise<void> {
  await vi.waitFor(
    () =>
      expect(system.kept.on("parked")).toContainEqual(
        expect.objectContaining({ bytes, attributes: expect.objectContaining({ reason }) }),
      ),
    WAIT,
  );
}

function signedBody(body: Buffer): typeof text {
  return { ...text, body, signature: sign(body, BUSINESS_MESSAGES_TOKEN) };
}
