import { beforeAbort } from "../base/deadline.ts";
import { TransientError } from "../base/errors.ts";
import type { Connections } from "./connections.ts";
import { type Answer, exchange } from "./exchange.ts";

/** One HTTP request with a JSON body, a file, or none. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  /** What JSON can say, or bytes with their type: `{ bytes: Buffer, type: "image/png" }`. */
  readonly body?: unknown;
  /** Gives the bearer token; `undefined` where no credentials are sent. */
  readonly token: AccessToken | undefined;
  /** For everything: token, connection, request and answer. */
  readonly timeoutMs: number;
  readonly connections: Connections;
}

/** A body that is sent as it is. */
interface Upload {
  readonly bytes: Buffer;
  /** Such as `image/png`. */
  readonly type: string;
}

/** A valid access token, from a cache while it lasts. Told which one was refused, it gives another. */
export type AccessToken = (refused?: string) => Promise<string>;

/** The first try's share of the patience: a connection that swallows everything must leave time for another. */
const FIRST_SHARE = 1 / 3;

/**
 * Makes the call and returns its answer, whatever it says. A connection that breaks or keeps silent is left for a new one,
 * once: an instance that was frozen wakes up with pooled connections that are long dead. So a call must be safe to repeat.
 * @throws TransientError when no answer came. Whether the call was taken is then unknown.
 */
export async function call(request: Call): Promise<Answer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const soon = AbortSignal.timeout(Math.ceil(request.timeoutMs * FIRST_SHARE));
  try {
    return await attempt(request, soon).catch(() => {
      request.connections.renew();
      return attempt(request, signal);
    });
  } catch (cause) {
    if (cause instanceof TransientError) throw cause;
    const { host } = new URL(request.url);
    const what = signal.aborted ? `no answer within ${request.timeoutMs} ms` : "the connection failed twice";
    throw new TransientError(`Cannot call ${host}: ${what}, unknown whether the call was taken`, { cause });
  }
}

async function attempt({ method, url, body, token, connections }: Call, signal: AbortSignal): Promise<Answer> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${await beforeAbort(token(), signal)}` };
  const { type, bytes } = isUpload(body) ? body : asJson(body);
  const headers = { ...(bytes === undefined ? {} : { "content-type": type }), ...authorization };
  return await exchange({ method, url, headers, body: bytes }, connections.poolFor(url), signal);
}

function isUpload(body: unknown): body is Upload {
  return typeof body === "object" && body !== null && "bytes" in body && Buffer.isBuffer(body.bytes);
}

function asJson(body: unknown): { readonly type: string; readonly bytes: Buffer | undefined } {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  return { type: "application/json", bytes };
}
