import type { Clock } from "../../shared/ports/clock.ts";
import { DAY_MS, type JobTimers } from "../time/timers.ts";
import { sendWebhook, whyNoAnswer } from "./send-webhook.ts";
import type { WebhookEvent, WebhookRequest } from "./webhook.ts";

/** A webhook that is to be posted. */
export interface QueuedWebhook {
  /** Of one webhook, or of an ingress without a path; see `webhookUrl`. */
  readonly url: string;
  readonly event: WebhookEvent;
  readonly request: WebhookRequest;
  readonly queuedAt: Date;
  readonly isForged: boolean;
}

/** The webhooks of one agent of Business Messages, or of all agents of RCS. */
export interface WebhookQueue {
  readonly waiting: QueuedWebhook[];
  /** Webhooks that wait until the next one was posted. */
  readonly held: QueuedWebhook[];
  /** The time before the next attempt; 0 after a success. */
  delayMs: number;
  /** Resolves when every webhook was posted once, or waits for a retry. `undefined` while nothing is posted. */
  running: Promise<void> | undefined;
}

/** What a queue works with. */
export interface QueueContext {
  readonly clock: Clock;
  readonly timers: JobTimers;
  /** The platform is closed: nothing is posted any more. */
  readonly until: AbortSignal;
  /** Called after each attempt. */
  readonly onAttempt: (attempt: WebhookAttempt) => void;
}

/** Google documents the seven days and the longest delay, but neither the first delay nor how delays grow. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks */
const KEPT_MS = 7 * DAY_MS;
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 600_000;
/** The longest time that a webhook is held back. */
const MAX_HELD_MS = 1000;

/** A new queue. */
export function emptyQueue(): WebhookQueue {
  return { waiting: [], held: [], delayMs: 0, running: undefined };
}

/**
 * Adds webhooks at the end, followed by those that were held back.
 * @returns A promise that resolves when they were posted once, or wait for a retry.
 */
export function enqueue(queue: WebhookQueue, webhooks: readonly QueuedWebhook[], context: QueueContext): Promise<void> {
  queue.waiting.push(...webhooks, ...queue.held.splice(0));
  // At most one run at a time. A queue that waits for a retry does not run, and only that retry starts it again.
  if (queue.delayMs === 0 && queue.waiting.length > 0) queue.running ??= drain(queue, context);
  return queue.running ?? Promise.resolve();
}

/** Holds a webhook back until the next one was posted, for a second at most. */
export function hold(queue: WebhookQueue, webhook: QueuedWebhook, context: QueueContext): void {
  queue.held.push(webhook);
  context.timers.after(MAX_HELD_MS, () => enqueue(queue, [], context));
}

async function drain(queue: WebhookQueue, context: QueueContext): Promise<void> {
  for (let webhook = queue.waiting[0]; webhook !== undefined; webhook = queue.waiting[0]) {
    const attempt = await postOnce(webhook, context);
    if (context.until.aborted) return;
    context.onAttempt(attempt);
    if (attempt.result === "retried") return retryLater(queue, context);
    queue.waiting.shift();
    queue.delayMs = 0;
  }
  queue.running = undefined;
}

function retryLater(queue: WebhookQueue, context: QueueContext): void {
  queue.delayMs = queue.delayMs === 0 ? FIRST_DELAY_MS : Math.min(queue.delayMs * 2, MAX_DELAY_MS);
  queue.running = undefined;
  context.timers.after(queue.delayMs, () => {
    queue.running = drain(queue, context);
    return queue.running;
  });
}

async function postOnce(webhook: QueuedWebhook, { clock, until }: QueueContext): Promise<WebhookAttempt> {
  const sent = sendWebhook(webhook.url, webhook.request, until);
  const outcome = await sent.catch((error: unknown) => ({ status: undefined, noAnswer: whyNoAnswer(error) }));
  const at = clock.now();
  return {
    at,
    event: webhook.event,
    status: outcome.status,
    ...("noAnswer" in outcome && { noAnswer: outcome.noAnswer }),
    result: resultOf(webhook, outcome.status, at),
  };
}

function resultOf(
  { isForged, queuedAt }: QueuedWebhook,
  status: number | undefined,
  at: Date,
): WebhookAttempt["result"] {
  if (isForged) return "forged";
  if (status === 200) return "acknowledged";
  return at.getTime() - queuedAt.getTime() >= KEPT_MS ? "given-up" : "retried";
}

/** One attempt to post a webhook, and its result. */
export interface WebhookAttempt {
  readonly at: Date;
  readonly event: WebhookEvent;
  /** `undefined` when there was no response. */
  readonly status: number | undefined;
  /** Why there was no response, such as `ECONNREFUSED`. */
  readonly noAnswer?: string;
  /** `acknowledged`: the status was 200. `given-up`: it failed for seven days. `forged`: a forged copy, which is posted only once. */
  readonly result: "acknowledged" | "retried" | "given-up" | "forged";
}
