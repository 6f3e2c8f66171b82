import { TransientError } from "../base/errors.ts";

/** One HTTP request with a JSON body. */
export interface Call {
  readonly method: "POST" | "PATCH";
  readonly url: string;
  readonly body: unknown;
  /** Gives the bearer token; `undefined` where no credentials are sent. */
  readonly token: AccessToken | undefined;
  /** For everything: token, connection, request and answer. */
  readonly timeoutMs: number;
}

/** A valid access token, from a cache while it lasts. */
export type AccessToken = () => Promise<string>;

/**
 * Makes the call and returns the status of its answer, whose body is read and dropped. A connection that breaks is tried a
 * second time at once: an instance that was frozen wakes up with pooled connections that are long dead. So a call must be
 * safe to repeat.
 * @throws TransientError when no answer came in time. Whether the call was taken is then unknown.
 */
export async function call(request: Call): Promise<number> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    return await attempt(request, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return attempt(request, signal);
    });
  } catch (cause) {
    const { host } = new URL(request.url);
    throw new TransientError(`Cannot reach ${host}: no answer within ${request.timeoutMs} ms`, { cause });
  }
}

async function attempt({ method, url, body, token }: Call, signal: AbortSignal): Promise<number> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${await beforeAbort(token(), signal)}` };
  const headers = { "content-type": "application/json", ...authorization };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body), signal, redirect: "error" });
  await response.arrayBuffer();
  return response.status;
}

/** The library that gets tokens takes no signal. */
async function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
