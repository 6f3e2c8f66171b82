import type { Agent, IncomingMessage } from "node:http";
import { TransientError } from "../../base/errors.ts";
import { openRequest, responseTo } from "./open-request.ts";

const MIB = 1024 * 1024;

/** One HTTP request as it goes over the wire. */
export interface OutgoingRequest {
  /** As the API names it, such as `phones.agentMessages.create`: errors name it, and never the URL, which may hold a phone number. */
  readonly method: string;
  readonly httpMethod: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Beyond it the connection is closed; 1 MiB unless set. */
  readonly maxResponseBytes?: number | undefined;
}

/** What came back. */
export interface IncomingResponse {
  readonly status: number;
  /** The Retry-After header, as it came. */
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/**
 * Sends one request over a connection of `pool`, or one of its own without, and reads its whole answer. Redirects are not followed. Not with `fetch`:
 * how long it keeps connections is told only to the package undici, which takes a cold process some 70 ms to load.
 * @throws TransientError when the answer is larger than any that Google gives; 64 calls at once must fit into a small instance.
 * @throws whatever broke the connection, or that `signal` was aborted.
 */
export async function exchange(
  outgoing: OutgoingRequest,
  pool: Agent | false,
  signal: AbortSignal,
): Promise<IncomingResponse> {
  const { httpMethod, url, headers, body } = outgoing;
  const request = openRequest(url, { method: httpMethod, headers, agent: pool, signal });
  const answered = responseTo(request, signal);
  request.end(body);
  const response = await answered;
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"],
    body: (await readBody(response, outgoing)).toString(),
  };
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
