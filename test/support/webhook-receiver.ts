import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Channel } from "../../shared/base/ids.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { verify } from "../../shared/webhook/verify.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";

const TOKEN = "SJENCPGJESMGUFPY";

interface Received {
  readonly event: WebhookEvent;
  readonly isSigned: boolean;
}

interface Receiver extends AsyncDisposable {
  readonly target: { readonly url: string; readonly token: string };
  readonly received: readonly Received[];
}

/** An ingress that checks signatures as ours does, and answers with the status that `answer` returns. */
export async function startReceiver(answer: (received: Received) => number = () => 200): Promise<Receiver> {
  const ring = readKeyRing(JSON.stringify({ "*": [TOKEN] }), [], "a test");
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const channel: Channel = request.url === "/rcs" ? "rcs" : "business-messages";
    const opened = unwrap(channel, await buffer(request));
    const signature = String(request.headers["x-goog-signature"]);
    const event: WebhookEvent = JSON.parse(opened.bytes?.toString() ?? "{}");
    const isSigned = typeof verify(opened, signature, ring) !== "string";
    received.push({ event, isSigned });
    response.writeHead(answer({ event, isSigned }), { location: "/elsewhere" }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    target: { url: `http://127.0.0.1:${port}`, token: TOKEN },
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
