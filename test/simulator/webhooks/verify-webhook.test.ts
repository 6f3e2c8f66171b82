import { describe, expect, test } from "vitest";
import { isObject } from "../../../shared/base/json.ts";
import { verifyWebhook } from "../../../simulator/webhooks/verify-webhook.ts";
import { listen, type Said, type Taken } from "../../support/listen.ts";

const TOKEN = "SJENCPGJESMGUFPY";

const secretOf = ({ body }: Taken) => (isObject(body) ? String(body.secret) : "");
const isTrusted = ({ body }: Taken) => isObject(body) && body.clientToken === TOKEN;
const answering = (said: (taken: Taken) => Said) => listen((taken) => (isTrusted(taken) ? said(taken) : 403));

const bare = (taken: Taken) => ({ status: 200, body: secretOf(taken) });

describe("verifyWebhook()", () => {
  test.each([
    ["rcs", "/rcs"],
    ["business-messages", "/business-messages"],
  ] as const)("of %s accepts 200 and the bare secret at %s", async (channel, path) => {
    const { url, requests } = await answering(bare);
    await verifyWebhook(channel, { url, token: TOKEN });
    expect(requests).toMatchObject([{ method: "POST", url: path }]);
  });

  test.each<[string, (taken: Taken) => Said, string]>([
    ["a secret with a label", (taken) => ({ status: 200, body: `secret: ${secretOf(taken)}` }), "the bare secret"],
    ["another status", (taken) => ({ status: 201, body: secretOf(taken) }), "expected 200, got 201"],
    ["a broken connection", () => "reset", "got no answer: ECONNRESET"],
    ["a redirect", () => 302, "expected 200, got 302; Google follows no redirect"],
  ])("refuses %s", async (_name, said, reason) => {
    const { url } = await answering(said);
    await expect(verifyWebhook("rcs", { url, token: TOKEN })).rejects.toThrow(reason);
  });

  test("blames no token where the webhook fails", async () => {
    const { url } = await answering(() => 500);
    await expect(verifyWebhook("rcs", { url, token: TOKEN })).rejects.toThrow(/got 500$/);
  });

  test("says why nothing answers", async () => {
    const { host } = await answering(bare);
    const wrong = verifyWebhook("rcs", { url: `https://${host}`, token: TOKEN });
    await expect(wrong).rejects.toThrow("got no answer: ERR_SSL_WRONG_VERSION_NUMBER");
    const blocked = verifyWebhook("rcs", { url: "http://127.0.0.1:1", token: TOKEN });
    await expect(blocked).rejects.toThrow("got no answer: a port that fetch blocks; choose another");
  });

  test("refuses a webhook that has another token", async () => {
    const { url } = await answering(bare);
    await expect(verifyWebhook("rcs", { url, token: "other" })).rejects.toThrow("got 403; is it the right --token?");
  });
});
