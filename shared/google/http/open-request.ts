import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as openHttp, type RequestOptions } from "node:http";
import type { Socket } from "node:net";
import { nodeHttps } from "./node-https.ts";

/** Opens a request over http or https; the caller ends it. */
export function openRequest(url: string | URL, options: RequestOptions): ClientRequest {
  const open = new URL(url).protocol === "https:" ? nodeHttps().request : openHttp;
  const request = open(url, options);
  // What breaks after the answer began rejects the reading of its body.
  request.on("error", () => undefined);
  return request;
}

/**
 * Calls `go` when there is a connection for the request, which was opened just before: nothing of it leaves before it is ended,
 * or its body is sent.
 */
export function onceConnected(request: ClientRequest, go: () => void): void {
  request.once("socket", (socket: Socket) => {
    if (socket.connecting) socket.once(request.protocol === "https:" ? "secureConnect" : "connect", go);
    else go();
  });
}

/**
 * Waits for the head of the answer. To be called before the request is ended, or its body is sent.
 * @throws whatever broke the connection, or that `signal` was aborted: a protocol switch ends a request with neither an answer
 * nor an error.
 */
export async function responseTo(request: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const [response]: readonly IncomingMessage[] = await once(request, "response", { signal });
  if (response === undefined) throw new Error("No response");
  return response;
}
