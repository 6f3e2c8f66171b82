import { setTimeout as delay } from "node:timers/promises";
import { describeError } from "../base/describe-error.ts";
import type { Log } from "../base/log.ts";
import type { QueueMessage } from "../envelope/push-request.ts";
import type { Clock } from "../ports/clock.ts";
import type { Subscription } from "../ports/queue.ts";
import { isAcknowledged, type PushAnswer, push } from "./push.ts";
import type { QueueStore, StoredMessage } from "./queue-store.ts";

/** The running side of one subscription. */
export interface Pusher {
  /** Pushes what is due, and sets a timer for what is due later. */
  wake(): void;
  /** Starts no more pushes; resolves when those in flight have ended. */
  close(): Promise<void>;
}

/** What a pusher works with. */
export interface PusherOptions {
  readonly store: QueueStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly ackDeadlineMs: number;
  /** The full name of the topic, and so of the subscription. */
  readonly topic: string;
  readonly deadTopic: string;
  readonly onDeadLetter: () => void;
}

interface State extends PusherOptions {
  readonly subscription: Subscription;
  readonly inFlight: Map<number, Promise<void>>;
  timer: NodeJS.Timeout | undefined;
  isClosed: boolean;
}

/** The name of a subscription in a push request has a project in it, which the embedded queue lacks. */
const PROJECT = "local";
const MAX_IN_FLIGHT = 20;
const STORE_RETRY_MS = 1_000;
/** A longer timer overflows and fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Pushes the messages of a topic to an endpoint, from the first `wake` until `close`. */
export function pusher(subscription: Subscription, options: PusherOptions): Pusher {
  const state: State = { ...options, subscription, inFlight: new Map(), timer: undefined, isClosed: false };
  return {
    wake: () => pushDue(state),
    async close() {
      state.isClosed = true;
      clearTimeout(state.timer);
      await Promise.all(state.inFlight.values());
    },
  };
}

function pushDue(state: State): void {
  if (state.isClosed || state.inFlight.size >= MAX_IN_FLIGHT) return;
  clearTimeout(state.timer);
  try {
    // Both use the same time: a message that came due in between would be missed by both.
    const now = state.clock.now();
    startPushes(state, now);
    setTimer(state, now);
  } catch (error) {
    state.log("ERROR", "queue_failed", { kind: state.subscription.topic, error: describeError(error) });
    state.timer = setTimeout(pushDue, STORE_RETRY_MS, state);
  }
}

function startPushes(state: State, now: Date): void {
  const { store, topic, subscription, inFlight } = state;
  const due = store.due(topic, { now, isOrdered: subscription.isOrdered, limit: MAX_IN_FLIGHT });
  const waiting = due.filter(({ id }) => !inFlight.has(id)).slice(0, MAX_IN_FLIGHT - inFlight.size);
  for (const stored of waiting) inFlight.set(stored.id, deliver(stored, state));
}

function setTimer(state: State, now: Date): void {
  const next = state.store.nextDue(state.topic, now);
  if (next === undefined) return;
  state.timer = setTimeout(pushDue, Math.min(next.getTime() - now.getTime(), MAX_TIMER_MS), state);
}

async function deliver(stored: StoredMessage, state: State): Promise<void> {
  const { subscription, topic, ackDeadlineMs, inFlight } = state;
  const attempt = subscription.maxAttempts === undefined ? undefined : stored.attempts + 1;
  const answer = await push(
    { message: stored.message, attempt },
    {
      endpoint: subscription.endpoint,
      subscription: `projects/${PROJECT}/subscriptions/${topic}`,
      messageId: String(stored.id),
      published: stored.published,
      ackDeadlineMs,
    },
  );
  await storeOutcome(stored, answer, state);
  inFlight.delete(stored.id);
  pushDue(state);
}

/** When the outcome cannot be stored, the message is pushed again, after a pause. */
async function storeOutcome(stored: StoredMessage, answer: PushAnswer, state: State): Promise<void> {
  const { store, log, subscription } = state;
  try {
    if (isAcknowledged(answer)) store.remove(stored.id);
    else retryOrDeadLetter(stored, answer, state);
  } catch (error) {
    log("ERROR", "queue_failed", { kind: subscription.topic, error: describeError(error) });
    await delay(STORE_RETRY_MS);
  }
}

function retryOrDeadLetter(stored: StoredMessage, answer: PushAnswer, state: State): void {
  const { store, log, clock, subscription, topic, deadTopic } = state;
  const attempts = stored.attempts + 1;
  const now = clock.now();
  log("WARNING", "push_refused", { kind: subscription.topic, attempt: attempts, ...answer });
  if (subscription.maxAttempts === undefined || attempts < subscription.maxAttempts) {
    const due = new Date(now.getTime() + backoffMs(subscription, attempts));
    store.postpone(stored.id, { attempts, due });
    return;
  }
  store.replace(stored.id, { topic: deadTopic, message: deadLetter(stored.message, { topic, attempts }), now });
  log("ERROR", "dead_lettered", { kind: subscription.topic, attempt: attempts });
  state.onDeadLetter();
}

function backoffMs({ minBackoffMs, maxBackoffMs }: Subscription, attempts: number): number {
  return Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(attempts - 1, 30));
}

/** @see https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic */
function deadLetter(message: QueueMessage, from: { readonly topic: string; readonly attempts: number }): QueueMessage {
  const attributes = {
    ...message.attributes,
    CloudPubSubDeadLetterSourceDeliveryCount: String(from.attempts),
    CloudPubSubDeadLetterSourceSubscription: from.topic,
  };
  return { ...message, attributes };
}
