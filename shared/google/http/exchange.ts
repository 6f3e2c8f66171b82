import type { Agent, IncomingMessage } from "node:http";
import { drawUuid } from "../../base/draw-uuid.ts";
import { TransientError } from "../../base/errors.ts";
import { connected, openRequest, responseTo } from "./open-request.ts";

const MIB = 1024 * 1024;

/** One HTTP request. */
export interface OutgoingRequest {
  /** As the API names it, such as `phones.agentMessages.create`: errors name it, and never the URL, which may hold a phone number. */
  readonly method: string;
  /** POST unless it is set. */
  readonly httpMethod?: "GET" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: Body | undefined;
  /** Beside those of the body and the token; made anew for each exchange. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** The query parameter that takes another UUID with every exchange, where Google ignores a call whose id it knows. */
  readonly freshId?: string;
  /** Beyond it the connection is closed; 1 MiB unless it is set. */
  readonly maxResponseBytes?: number | undefined;
}

/** What is said in JSON, or bytes that are sent as they are. */
type Body = { readonly json: object } | TypedBytes;

interface TypedBytes {
  readonly bytes: Buffer;
  /** Such as `image/png`. */
  readonly type: string;
}

/** The request has not left, and must not any more. */
export class TooLateError extends Error {
  override readonly name = "TooLateError";
}

/** What came back. */
export interface IncomingResponse {
  readonly status: number;
  /** The Retry-After header, as it came. */
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** What an exchange is made with: without a pool, it has a connection of its own. */
interface ExchangeOptions {
  readonly token: string | undefined;
  readonly pool: Agent | false;
  readonly signal: AbortSignal;
  /** True when nothing must leave any more. */
  readonly isOver: () => boolean;
  /** From 0 up to and without 1. */
  readonly random: () => number;
}

/**
 * Sends one request and reads its whole response, whatever it says. Redirects are not followed. Not with `fetch`: how long it
 * keeps connections is told only to the package undici, which takes a cold process some 70 ms to load.
 * A process may have been stopped while the connection was made, so the time is looked at once more when there is one.
 * @throws TooLateError when it is over: nothing has left.
 * @throws TransientError when the response is larger than any that Google gives; 64 calls at once must fit into a small instance.
 * @throws whatever broke the connection, or that `signal` was aborted.
 */
export async function exchange(
  outgoing: OutgoingRequest,
  { token, pool, signal, isOver, random }: ExchangeOptions,
): Promise<IncomingResponse> {
  const body = outgoing.body === undefined ? undefined : bytesOf(outgoing.body);
  const headers = {
    ...outgoing.headers?.(),
    ...(body === undefined ? {} : { "content-type": body.type }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const request = openRequest(freshUrl(outgoing, random), {
    method: outgoing.httpMethod ?? "POST",
    headers,
    agent: pool,
    signal,
  });
  await connected(request, signal);
  if (isOver()) {
    request.destroy();
    throw new TooLateError("The time was over before the request left");
  }
  const responding = responseTo(request, signal);
  request.end(body?.bytes);
  const response = await responding;
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"],
    body: (await readBody(response, outgoing)).toString(),
  };
}

function bytesOf(body: Body): TypedBytes {
  return "json" in body ? { type: "application/json", bytes: Buffer.from(JSON.stringify(body.json)) } : body;
}

/** The URL of one exchange. */
export function freshUrl({ url, freshId }: OutgoingRequest, random: () => number): string {
  if (freshId === undefined) return url;
  const own = new URL(url);
  own.searchParams.set(freshId, drawUuid(random));
  return own.href;
}

/** Leaving the loop early destroys the response and its connection. */
async function readBody(
  response: IncomingMessage,
  { method, maxResponseBytes = MIB }: OutgoingRequest,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxResponseBytes) {
      throw new TransientError(`Cannot read the response to ${method}: expected at most ${maxResponseBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
