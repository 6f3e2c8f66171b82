import type { Clock } from "../../shared/ports/clock.ts";
import { DAY_MS, type Timers } from "../time/timers.ts";
import { sendWebhook } from "./send-webhook.ts";
import type { WebhookEvent, WebhookRequest } from "./webhook.ts";

/** A webhook on its way. */
export interface QueuedWebhook {
  /** Where ingress listens. */
  readonly url: string;
  readonly event: WebhookEvent;
  readonly request: WebhookRequest;
  readonly since: Date;
  readonly isForged: boolean;
}

/** What waits for one agent, or for one partner. */
export interface WebhookQueue {
  readonly waiting: QueuedWebhook[];
  /** Held back until another has passed. */
  readonly held: QueuedWebhook[];
  delayMs: number;
  /** Done when every webhook was tried once, or waits. */
  running: Promise<void> | undefined;
}

/** What a queue needs to know of the world. */
export interface QueueContext {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Told of each attempt. */
  readonly onAttempt: (attempt: WebhookAttempt) => void;
}

/** The keeping time and the longest delay are documented, the first delay and its growth are not. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks */
const KEPT_MS = 7 * DAY_MS;
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 600_000;
/** An event that is held back does not wait longer for another. */
const MAX_HELD_MS = 1000;

/** A queue in which nothing waits. */
export function emptyQueue(): WebhookQueue {
  return { waiting: [], held: [], delayMs: 0, running: undefined };
}

/** Puts webhooks at the end, and behind them what they had to overtake; done when they were tried once, or wait. */
export function enqueue(queue: WebhookQueue, webhooks: readonly QueuedWebhook[], context: QueueContext): Promise<void> {
  queue.waiting.push(...webhooks, ...queue.held.splice(0));
  // One run at a time; a queue that waits for its next try is running no more, and only that try starts it again.
  if (queue.delayMs === 0 && queue.waiting.length > 0) queue.running ??= drain(queue, context);
  return queue.running ?? Promise.resolve();
}

/** Holds a webhook back until the next one has passed, for a second at most. */
export function hold(queue: WebhookQueue, webhook: QueuedWebhook, context: QueueContext): void {
  queue.held.push(webhook);
  context.timers.after(MAX_HELD_MS, () => enqueue(queue, [], context));
}

async function drain(queue: WebhookQueue, context: QueueContext): Promise<void> {
  for (let webhook = queue.waiting[0]; webhook !== undefined; webhook = queue.waiting[0]) {
    const attempt = await tryOnce(webhook, context.clock);
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

async function tryOnce(webhook: QueuedWebhook, clock: Clock): Promise<WebhookAttempt> {
  const answer = await sendWebhook(webhook.url, webhook.request).catch(() => undefined);
  const at = clock.now();
  return { at, event: webhook.event, status: answer?.status, result: resultOf(webhook, answer?.status, at) };
}

function resultOf({ isForged, since }: QueuedWebhook, status: number | undefined, at: Date): WebhookAttempt["result"] {
  if (isForged) return "forged";
  if (status === 200) return "acknowledged";
  return at.getTime() - since.getTime() >= KEPT_MS ? "given-up" : "retried";
}

/** One post of a webhook and what came of it. */
export interface WebhookAttempt {
  readonly at: Date;
  readonly event: WebhookEvent;
  /** `undefined` when there was no answer. */
  readonly status: number | undefined;
  /** `acknowledged` by exactly 200; `given-up` after seven days; `forged` ones are posted once. */
  readonly result: "acknowledged" | "retried" | "given-up" | "forged";
}
