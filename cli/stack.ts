import { events } from "../functions/events/events.ts";
import { ingress } from "../functions/ingress/ingress.ts";
import type { Trust } from "../functions/ingress/on-webhook.ts";
import { messages } from "../functions/messages/messages.ts";
import { receipts } from "../functions/receipts/receipts.ts";
import type { SubscriberPorts } from "../functions/subscribe.ts";
import type { HttpFunction } from "../shared/base/http.ts";
import type { Ports } from "../shared/effect/perform.ts";
import { deadLetterTopic, type Queue, type Subscription, type Topic } from "../shared/effect/ports.ts";
import { KINDS, type Kind } from "../shared/envelope/kind.ts";
import { serve } from "../shared/local/serve.ts";

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
export const KEPT_TOPICS: readonly Topic[] = ["parked", ...KINDS.map(deadLetterTopic)];

/** Serves the functions on loopback ports and subscribes them to their topics. A failure leaves nothing open. */
export async function startStack(ports: StackPorts, options: StackOptions): Promise<Stack> {
  const { trust, port, retry, watch = (fn) => fn } = options;
  await using opened = new AsyncDisposableStack();
  const host = async (fn: HttpFunction, at: number): Promise<string> => {
    const served = await serve(fn, { port: at });
    opened.defer(() => served.close());
    return served.url;
  };
  const subscribers: Readonly<Record<Kind, string>> = {
    message: await host(messages(ports), 0),
    receipt: await host(receipts(ports), 0),
    event: await host(events(ports), 0),
  };
  opened.defer(() => ports.queue.close());
  await ports.queue.subscribe(KINDS.map((kind) => subscription(kind, subscribers[kind], retry)));
  const url = await host(watch(ingress(trust, ports)), port);
  const running = opened.move();
  return { url, close: () => running.disposeAsync() };
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
