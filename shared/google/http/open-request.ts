import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as openHttp, type RequestOptions } from "node:http";
import { request as openHttps } from "node:https";
import type { Socket } from "node:net";

/** Opens a request over http or https; the caller ends it. */
export function openRequest(url: string | URL, options: RequestOptions): ClientRequest {
  const open = new URL(url).protocol === "https:" ? openHttps : openHttp;
  const request = open(url, options);
  // What breaks after the answer began rejects the reading of its body.
  request.on("error", () => undefined);
  return request;
}

/**
 * Waits until there is a connection for the request: nothing of it leaves before it is ended, or its body is sent.
 * @throws whatever broke the connection, or that `signal` was aborted.
 */
export async function connected(request: ClientRequest, signal: AbortSignal): Promise<void> {
  const [socket]: readonly Socket[] = request.socket ? [request.socket] : await once(request, "socket", { signal });
  if (!socket?.connecting) return;
  await once(socket, request.protocol === "https:" ? "secureConnect" : "connect", { signal });
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
