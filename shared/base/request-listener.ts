import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpFunction, HttpRequest, HttpResponse } from "./http.ts";

/** What Node's server and the functions framework call with each request. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Twice what a function takes: enough to see that a body is too long. */
const MAX_KEPT_BYTES = 2 * 1024 * 1024;

/**
 * Turns a function of ours into a listener. The body is read here, whatever its content type, and kept up to a limit.
 * @param onError Called when the function rejects, which it never should; the caller then gets 500.
 */
export function requestListener(fn: HttpFunction, onError: (error: unknown) => void): RequestListener {
  return async (incoming, response) => {
    const request = await readRequest(incoming);
    if (request === "gone") return;
    const {
      status,
      headers,
      body = "",
    } = await fn(request).catch((error: unknown): HttpResponse => {
      onError(error);
      return { status: 500 };
    });
    response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
    response.end(body);
  };
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest | "gone"> {
  const { method = "GET", url = "/" } = incoming;
  try {
    return { method, path: url.replace(/\?.*$/, ""), headers: readHeaders(incoming), body: await readBody(incoming) };
  } catch {
    // The caller hung up in the middle of the body: nobody waits for a response.
    return "gone";
  }
}

/** A header that came more than once is a list: joined, it would be a value that nobody sent. */
function readHeaders({ headersDistinct }: IncomingMessage): HttpRequest["headers"] {
  const headers = Object.entries(headersDistinct);
  return Object.fromEntries(headers.map(([name, values = []]) => [name, values.length > 1 ? values : values[0]]));
}

/** Reads the whole body, because a caller that is cut off gets no response, but keeps only a part of it. */
async function readBody(incoming: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const kept: Buffer[] = [];
  let keptBytes = 0;
  for await (const chunk of incoming) {
    if (keptBytes > MAX_KEPT_BYTES) continue;
    kept.push(chunk);
    keptBytes += chunk.length;
  }
  return keptBytes === 0 ? undefined : Buffer.concat(kept);
}
