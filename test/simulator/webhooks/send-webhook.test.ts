import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { rcsUser } from "../../../simulator/phones/user.ts";
import { sendUntilAccepted, sendWebhook } from "../../../simulator/webhooks/send-webhook.ts";
import { rcsWebhook } from "../../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../../support/any-envelope.ts";

const clock = { now: () => new Date("2026-11-20T10:15:14.384Z") };
const ada = rcsUser({ phone: "+447700900123", agent: "bank", clock });
const webhook = rcsWebhook(ada.text("Hi"), "a-token", anyEnvelope());

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

describe("sendWebhook()", () => {
  test("posts the headers and the exact bytes", async () => {
    await using receiver = await receive(async (request, response) => {
      const { method, url, headers } = request;
      const isExact = (await buffer(request)).equals(webhook.body);
      response.end(JSON.stringify({ method, url, signature: headers["x-goog-signature"], isExact }));
    });
    const { status, body } = await sendWebhook(receiver.url, webhook);
    expect({ status, ...JSON.parse(body) }).toEqual({
      status: 200,
      method: "POST",
      url: "/rcs",
      signature: webhook.headers["x-goog-signature"],
      isExact: true,
    });
  });

  test.each(["/", "/bots/mine", "/rcs/", "/hook?bot=1", "?bot=1"])("posts to %s as it is", async (path) => {
    await using receiver = await receive(({ url }, response) => void response.end(url));
    const { body } = await sendWebhook(`${receiver.url}${path}`, webhook);
    expect(body).toBe(path.startsWith("?") ? `/${path}` : path);
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

  test("gives up after the last attempt and names the status", async () => {
    await using receiver = await receiveWith(503);
    await expect(sendUntilAccepted(receiver.url, webhook, { attempts: 2, delayMs: 1 })).rejects.toThrow(
      "Cannot deliver the webhook to /rcs: expected 200, got status 503 at attempt 2",
    );
  });

  test("gives up on a receiver that is down", async () => {
    const { url } = await receiveWith(200).then(async (receiver) => {
      await receiver[Symbol.asyncDispose]();
      return receiver;
    });
    await expect(sendUntilAccepted(url, webhook, { attempts: 2, delayMs: 1 })).rejects.toThrow(
      "got no answer at attempt 2",
    );
  });
});
