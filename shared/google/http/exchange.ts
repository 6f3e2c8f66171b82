import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { CallScope } from "../../base/call-scope.ts";
import { drawUuid } from "../../base/draw-uuid.ts";
import { TransientError } from "../../base/errors.ts";
import { present } from "../../base/present.ts";
import { inTime } from "../../ports/in-time.ts";
import { onceConnected, openRequest } from "./open-request.ts";
import type { RetryClock } from "./retry.ts";

const MIB = 1024 * 1024;

/** One HTTP request. */
export interface OutgoingRequest {
  /** As the API names it, such as `phones.agentMessages.create`: errors name it, and never the URL, which may hold a phone number. */
  readonly method: string;
  /** As the log names it, such as `send`; the method unless it is set. */
  readonly name?: string;
  /** What it belongs to. */
  readonly scope?: CallScope | undefined;
  /** POST unless it is set. */
  readonly httpMethod?: "GET" | "PATCH" | "PUT" | "DELETE";
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
  /** For the connection, the request and its whole response. */
  readonly timeoutMs: number;
  /** True when nothing must leave any more. */
  readonly isOver: () => boolean;
  readonly clock: Pick<RetryClock, "after" | "random">;
}

/**
 * Sends one request and reads its whole response, whatever it says. Redirects are not followed. Not with `fetch`: how long it
 * keeps connections is told only to the package undici, which takes a cold process some 70 ms to load.
 * A process may have been stopped while the connection was made, so the time is looked at once more when there is one.
 * @throws TooLateError when it is over: nothing has left.
 * @throws TransientError when the response is larger than any that Google gives; 64 calls at once must fit into a small instance.
 * @throws whatever broke the connection, or that there was no whole response in time.
 */
export async function exchange(
  outgoing: OutgoingRequest,
  { token, pool, timeoutMs, isOver, clock }: ExchangeOptions,
): Promise<IncomingResponse> {
  const body = outgoing.body === undefined ? undefined : contentOf(outgoing.body);
  const headers = {
    ...outgoing.headers?.(),
    ...present({ traceparent: outgoing.scope?.traceparent }),
    ...(body === undefined ? {} : { "content-type": body.type }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const request = openRequest(freshUrl(outgoing, clock.random), {
    method: outgoing.httpMethod ?? "POST",
    headers,
    agent: pool,
  });
  const response = wholeResponse(request, outgoing);
  onceConnected(request, () => {
    if (isOver()) request.destroy(new TooLateError("The time was over before the request left"));
    else {
      request.end(body?.content);
      outgoing.scope?.onWritten?.();
    }
  });
  try {
    return await inTime(response, timeoutMs, clock);
  } catch (cause) {
    // Nobody waits for what may still come over the connection.
    request.destroy();
    throw cause;
  }
}

/** @throws whatever breaks the connection. It never settles after a protocol switch, which has neither a response nor an error. */
function wholeResponse(request: ClientRequest, outgoing: OutgoingRequest): Promise<IncomingResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingResponse>();
  request.on("error", reject);
  request.on("response", (response: IncomingMessage) => {
    const { statusCode: status = 0, headers } = response;
    // At once: what breaks before anybody listens is not told again.
    readBody(response, outgoing).then((body) => resolve({ status, retryAfter: headers["retry-after"], body }), reject);
  });
  return promise;
}

function readBody(response: IncomingMessage, { method, maxResponseBytes = MIB }: OutgoingRequest): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxResponseBytes) chunks.push(chunk);
    else
      reject(new TransientError(`Cannot read the response to ${method}: expected at most ${maxResponseBytes} bytes`));
  });
  response.on("end", () => resolve(Buffer.concat(chunks).toString()));
  response.on("error", reject);
  return promise;
}

/** JSON stays text, because Node writes that together with the head, in one piece. */
function contentOf(body: Body): { readonly type: string; readonly content: string | Buffer } {
  return "json" in body
    ? { type: "application/json", content: JSON.stringify(body.json) }
    : { type: body.type, content: body.bytes };
}

/** The URL of one exchange. */
export function freshUrl({ url, freshId }: OutgoingRequest, random: () => number): string {
  if (freshId === undefined) return url;
  const own = new URL(url);
  own.searchParams.set(freshId, drawUuid(random));
  return own.href;
}
