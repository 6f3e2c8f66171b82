import { setTimeout as wait } from "node:timers/promises";
import type { WebhookRequest } from "./webhook.ts";

/** What the receiver said. */
export interface WebhookResponse {
  readonly status: number;
  readonly body: string;
}

/** Google documents no timeout; receivers should answer within three seconds. */
const TIMEOUT_MS = 10_000;

/**
 * Posts a webhook once and does not follow redirects, which are failures to Google.
 * @param url Where ingress listens, without the channel's path.
 * @throws TypeError when there is no answer; DOMException when it takes longer than 10 seconds.
 */
export async function sendWebhook(url: string, { path, headers, body }: WebhookRequest): Promise<WebhookResponse> {
  const answer = await fetch(`${url.replace(/\/$/, "")}${path}`, {
    method: "POST",
    headers,
    body: new Uint8Array(body),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: answer.status, body: await answer.text() };
}

/**
 * Repeats a webhook until it is answered exactly 200, as Google does for seven days; no answer counts as a failure.
 * @returns The 200, and how many attempts it took.
 * @throws Error when no attempt was answered 200.
 */
export async function sendUntilAccepted(
  url: string,
  webhook: WebhookRequest,
  { attempts, delayMs }: { readonly attempts: number; readonly delayMs: number },
): Promise<WebhookResponse & { readonly attempts: number }> {
  const met: unknown[] = [];
  while (met.length < attempts) {
    if (met.length > 0) await wait(delayMs);
    const answer = await sendWebhook(url, webhook).catch((error: unknown) => error);
    if (isResponse(answer) && answer.status === 200) return { ...answer, attempts: met.length + 1 };
    met.push(answer);
  }
  const last = met.at(-1);
  const told = isResponse(last) ? `status ${last.status}` : "no answer";
  throw new Error(`Cannot deliver the webhook to ${webhook.path}: expected 200, got ${told} at attempt ${attempts}`, {
    cause: last,
  });
}

function isResponse(value: unknown): value is WebhookResponse {
  return typeof value === "object" && value !== null && "status" in value;
}
