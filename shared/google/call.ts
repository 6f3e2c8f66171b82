import { beforeAbort } from "../base/deadline.ts";
import { TransientError } from "../base/errors.ts";

/** One HTTP request. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  /** Sent as JSON; a Blob as its bytes, under its own type. */
  readonly body?: unknown;
  /** Gives the bearer token; `undefined` where no credentials are sent. */
  readonly token: AccessToken | undefined;
  /** For everything: token, connection, request and answer. */
  readonly timeoutMs: number;
}

/** What came back. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A valid access token, from a cache while it lasts. */
export type AccessToken = () => Promise<string>;

/** The first try's share of the patience: a connection that swallows everything must leave time for another. */
const FIRST_SHARE = 1 / 3;

/**
 * Makes the call and returns its answer, whatever the status. A connection that breaks or keeps
 * silent is left for a new one, once: an instance that was frozen wakes up with pooled connections that are long dead. So a
 * call must be safe to repeat.
 * @throws TransientError when no answer came. Whether the call was taken is then unknown.
 */
export async function call(request: Call): Promise<Answer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const soon = AbortSignal.timeout(Math.ceil(request.timeoutMs * FIRST_SHARE));
  try {
    return await attempt(request, soon).catch(() => attempt(request, signal));
  } catch (cause) {
    const { host } = new URL(request.url);
    const what = signal.aborted ? `no answer within ${request.timeoutMs} ms` : "the connection failed twice";
    throw new TransientError(`Cannot call ${host}: ${what}`, { cause });
  }
}

async function attempt({ method, url, body, token }: Call, signal: AbortSignal): Promise<Answer> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${await beforeAbort(token(), signal)}` };
  const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  const headers = { ...(typeof sent === "string" ? { "content-type": "application/json" } : {}), ...authorization };
  const response = await fetch(url, { method, headers, body: sent ?? null, signal, redirect: "error" });
  return { status: response.status, text: await response.text() };
}
