import { parseJson } from "../../shared/base/json.ts";
import { checkUrl } from "../../shared/base/loopback.ts";

/** More than any answer of a service needs. */
const MAX_BYTES = 1_048_576;

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
 * Reads the URL of a service from a setting.
 * @throws SettingsError unless it is https, or plain http on loopback: what is said to a service is the user's.
 */
export function readServiceUrl(text: string | undefined, setting: string): string {
  const url = text ?? "";
  checkUrl(url, setting);
  return url;
}

/**
 * Calls a service over HTTP and waits for its JSON, but no longer than `timeoutMs`, nor than the turn lasts. A redirect is an answer
 * and not followed: what is sent is for this host alone.
 * @throws what `fetch` throws when there is no answer in time, and when it is longer than 1 MiB; any status is an answer.
 */
export async function callService(url: URL, { signal, timeoutMs, form }: Call): Promise<Said> {
  const response = await fetch(url, {
    ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    headers: { accept: "application/json" },
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  return { status: response.status, body: parseJson(await readText(response)) };
}

/** Leaving the loop early closes the connection. */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new RangeError(`Cannot read the answer: expected at most ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
