import { parseJson } from "../../shared/base/json.ts";

/** How a service is called. */
interface Call {
  /** That of the turn: it fires before the turn's time is up. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Makes it a POST. */
  readonly form?: Readonly<Record<string, string>>;
}

/** What a service said; the body is undefined when it is no JSON. */
interface Said {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Calls a service over HTTP and waits for its JSON, but no longer than `timeoutMs`, nor than the turn lasts.
 * @throws what `fetch` throws when there is no answer in time; any status is an answer.
 */
export async function callService(url: URL, { signal, timeoutMs, form }: Call): Promise<Said> {
  const response = await fetch(url, {
    ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    headers: { accept: "application/json" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  return { status: response.status, body: parseJson(await response.text()) };
}
