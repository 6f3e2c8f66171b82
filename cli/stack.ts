import { events } from "../functions/events/events.ts";
import { ingress } from "../functions/ingress/ingress.ts";
import type { Trust } from "../functions/ingress/on-webhook.ts";
import { messages } from "../functions/messages/messages.ts";
import { receipts } from "../functions/receipts/receipts.ts";
import type { SubscriberPorts } from "../functions/subscribe.ts";
import type { HttpFunction } from "../shared/base/http.ts";
import type { Ports } from "../shared/effect/perform.ts";
import type { Queue, Subscription, Topic } from "../shared/effect/ports.ts";
import { KINDS, type Kind } from "../shared/envelope/kind.ts";
import { type Served, serve } from "../shared/local/serve.ts";

/** What the four functions and the queue between them run over. */
export type StackPorts = SubscriberPorts & Ports & { readonly queue: Queue };

/** How the queue behaves, and where ingress listens. */
export interface StackOptions {
  readonly trust: Trust;
  /** 0 takes any free port. */
  readonly port: number;
  readonly retry: RetryOptions;
  /** Put around ingress, to watch it. */
  readonly watch?: (ingress: HttpFunction) => HttpFunction;
}

/** The subscriptions' share of Pub/Sub's behaviour. */
export interface RetryOptions {
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  /** The official emulator wedges an ordering key for good when its subscription has dead letters. */
  readonly canDeadLetterInOrder: boolean;
}

/** The whole system in one process. */
export interface Stack {
  /** Of ingress, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** As in production: five deliveries, then the dead-letter topic. */
const MAX_ATTEMPTS = 5;

/** The topics that nobody but a person reads. */
export const KEPT_TOPICS: readonly Topic[] = ["parked", ...KINDS.map((kind): Topic => `${kind}-dead`)];

/** Serves the functions on loopback ports and subscribes them to their topics. */
export async function startStack(ports: StackPorts, options: StackOptions): Promise<Stack> {
  const { trust, port, retry, watch = (fn) => fn } = options;
  const subscribers: Readonly<Record<Kind, Served>> = {
    message: await serve(messages(ports), { port: 0 }),
    receipt: await serve(receipts(ports), { port: 0 }),
    event: await serve(events(ports), { port: 0 }),
  };
  await ports.queue.subscribe(KINDS.map((kind) => subscription(kind, subscribers[kind].url, retry)));
  const front = await serve(watch(ingress(trust, ports)), { port });
  return {
    url: front.url,
    async close() {
      await front.close();
      await ports.queue.close();
      await Promise.all(Object.values(subscribers).map((subscriber) => subscriber.close()));
    },
  };
}

/** A kind's subscription: messages are ordered. */
export function subscription(kind: Kind, endpoint: string, retry: RetryOptions): Subscription {
  const { minBackoffMs, maxBackoffMs, canDeadLetterInOrder } = retry;
  const isOrdered = kind === "message";
  const maxAttempts = isOrdered && !canDeadLetterInOrder ? undefined : MAX_ATTEMPTS;
  return { topic: kind, endpoint, isOrdered, maxAttempts, minBackoffMs, maxBackoffMs };
}

/** A subscription to a topic that only keeps. */
export function keptSubscription(topic: Topic, endpoint: string): Subscription {
  return { topic, endpoint, isOrdered: false, maxAttempts: undefined, minBackoffMs: 100, maxBackoffMs: 1000 };
}
