import { setTimeout as wait } from "node:timers/promises";
import type { WebhookRequest } from "./webhook.ts";

/** The response of the receiver. */
export interface WebhookResponse {
  readonly status: number;
  readonly body: string;
}

/** Google documents no timeout; receivers should answer within three seconds. */
const TIMEOUT_MS = 10_000;
/** A scheme and a host, and nothing after them. */
const BARE_URL = /^https?:\/\/[^/?#]+$/i;

/**
 * Where a webhook is posted. A URL that names a path, if only `/`, is a webhook's own and stays as it is. One that names none is
 * that of an ingress, which has a path for each channel.
 */
export function webhookUrl(url: string, path: WebhookRequest["path"]): string {
  return BARE_URL.test(url) ? `${url}${path}` : url;
}

/**
 * Posts a webhook once. Does not follow redirects, which Google counts as failures.
 * @param url Where to; `webhookUrl` says how a URL without a path is read.
 * @param until Ends the wait for the response before that.
 * @throws TypeError when there is no response.
 * @throws DOMException when it takes longer than 10 seconds.
 */
export async function sendWebhook(
  url: string,
  { path, headers, body }: WebhookRequest,
  until?: AbortSignal,
): Promise<WebhookResponse> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(webhookUrl(url, path), {
    method: "POST",
    headers,
    body: new Uint8Array(body),
    redirect: "manual",
    signal: until === undefined ? timeout : AbortSignal.any([timeout, until]),
  });
  return { status: response.status, body: await response.text() };
}

/** Why there was no response: mostly the code of the network's or TLS's error, such as `ECONNREFUSED`. It holds no URL. */
export function whyNoAnswer(error: unknown): string {
  if (!(error instanceof Error)) return "an unknown error";
  if (error.name === "TimeoutError") return `none within ${TIMEOUT_MS / 1000} s`;
  // Among them 5060, 6000 and 10080. @see https://fetch.spec.whatwg.org/#port-blocking
  if (error.message === "bad port") return "a port that fetch blocks; choose another";
  if ("code" in error && typeof error.code === "string") return error.code;
  return whyNoAnswer(error.cause);
}

/**
 * Posts a webhook until the status is exactly 200, as Google does for seven days. No response counts as a failure.
 * @returns The response with 200, and the number of attempts.
 * @throws Error when no attempt got 200.
 */
export async function sendUntilAccepted(
  url: string,
  webhook: WebhookRequest,
  { attempts, delayMs }: { readonly attempts: number; readonly delayMs: number },
): Promise<WebhookResponse & { readonly attempts: number }> {
  const failed: unknown[] = [];
  while (failed.length < attempts) {
    if (failed.length > 0) await wait(delayMs);
    const response = await sendWebhook(url, webhook).catch((error: unknown) => error);
    if (isResponse(response) && response.status === 200) return { ...response, attempts: failed.length + 1 };
    failed.push(response);
  }
  const last = failed.at(-1);
  const result = isResponse(last) ? `status ${last.status}` : "no answer";
  throw new Error(`Cannot deliver the webhook to ${webhook.path}: expected 200, got ${result} at attempt ${attempts}`, {
    cause: last,
  });
}

function isResponse(value: unknown): value is WebhookResponse {
  return typeof value === "object" && value !== null && "status" in value;
}
