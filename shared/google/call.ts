import { TransientError } from "../base/errors.ts";

/** One HTTP request with a JSON body. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH";
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
 * Makes the call and returns the status of its answer, whose body is read and dropped.
 * @throws TransientError when no answer came in time. Whether the call was taken is then unknown.
 */
export async function call({ method, url, body, token, timeoutMs }: Call): Promise<number> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const bearer = token === undefined ? undefined : await raceAbort(token(), signal);
    const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const headers = { "content-type": "application/json", ...authorization };
    const response = await fetch(url, { method, headers, body: JSON.stringify(body), signal, redirect: "error" });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    throw new TransientError(`Cannot reach ${new URL(url).host}: no answer within ${timeoutMs} ms`, { cause: error });
  }
}

function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
