import { randomUUID } from "node:crypto";
import { raceAbort } from "../../base/abortable.ts";
import { TransientError } from "../../base/errors.ts";
import type { Connections } from "./connections.ts";
import { exchange, type IncomingResponse, type OutgoingRequest } from "./exchange.ts";

/** One call over HTTP. */
export interface HttpCall extends Pick<OutgoingRequest, "method" | "maxResponseBytes"> {
  /** POST unless it is set. */
  readonly httpMethod?: "GET" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: Body | undefined;
  /** Beside those of the body and the token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the bearer token; `undefined` where no credentials are sent. */
  readonly token: AccessToken | undefined;
  /** For everything: token, connection, request and answer. */
  readonly timeoutMs: number;
  readonly connections: Connections;
  /** False where a repeat would do the work a second time; true unless it is set. */
  readonly isRepeatable?: boolean;
  /** The query parameter that takes another UUID with every try, where Google ignores a call whose id it knows. */
  readonly freshId?: string;
}

/** What is said in JSON, or bytes that are sent as they are. */
type Body = { readonly json: object } | TypedBytes;

interface TypedBytes {
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
 * once: an instance that was frozen wakes up with pooled connections that are long dead. A call that must not be repeated has
 * a connection of its own and all the time for its one try; only its token is asked for twice.
 * @throws TransientError when no answer came. Whether the call was taken is then unknown.
 */
export async function call(request: HttpCall): Promise<IncomingResponse> {
  const { method, timeoutMs, isRepeatable = true } = request;
  const signal = AbortSignal.timeout(timeoutMs);
  const soon = AbortSignal.timeout(Math.ceil(timeoutMs * FIRST_SHARE));
  const twice = <T>(make: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    make(soon).catch(() => {
      request.connections.renew();
      return make(signal);
    });
  try {
    if (isRepeatable) return await twice(async (until) => send(request, await authorise(request, until), until));
    return await send(request, await twice((until) => authorise(request, until)), signal);
  } catch (cause) {
    if (cause instanceof TransientError) throw cause;
    const broken = isRepeatable ? "the connection failed twice" : "the connection failed";
    const what = signal.aborted ? `no answer within ${timeoutMs} ms` : broken;
    throw new TransientError(`Cannot call ${method}: ${what}, unknown whether the call was taken`, { cause });
  }
}

type Headers = Readonly<Record<string, string>>;

async function authorise({ token }: HttpCall, signal: AbortSignal): Promise<Headers> {
  return token === undefined ? {} : { authorization: `Bearer ${await raceAbort(token(), signal)}` };
}

async function send(request: HttpCall, authorization: Headers, signal: AbortSignal): Promise<IncomingResponse> {
  const { method, httpMethod = "POST", body, connections, maxResponseBytes, isRepeatable = true } = request;
  const url = urlOfTry(request);
  const sent = body === undefined ? undefined : bytesOf(body);
  const type = sent === undefined ? {} : { "content-type": sent.type };
  const headers = { ...request.headers, ...type, ...authorization };
  const pool = isRepeatable ? connections.poolFor(url) : false;
  return await exchange(
    { method, httpMethod, url, headers, body: sent?.bytes, maxResponseBytes: maxResponseBytes },
    pool,
    signal,
  );
}

function urlOfTry({ url, freshId }: HttpCall): string {
  if (freshId === undefined) return url;
  const own = new URL(url);
  own.searchParams.set(freshId, randomUUID());
  return own.href;
}

function bytesOf(body: Body): TypedBytes {
  return "json" in body ? { type: "application/json", bytes: Buffer.from(JSON.stringify(body.json)) } : body;
}
