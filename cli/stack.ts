import type { Engine } from "../functions/compose.ts";
import { events, TIMERS_PATH } from "../functions/events/events.ts";
import { ingress } from "../functions/ingress/ingress.ts";
import { WEBHOOK_LIMITS } from "../functions/ingress/route.ts";
import { messages } from "../functions/messages/messages.ts";
import { outbound } from "../functions/outbound/outbound.ts";
import { receipts } from "../functions/receipts/receipts.ts";
import type { IngressConfig } from "../functions/settings.ts";
import { MAX_ATTEMPTS } from "../shared/base/budgets.ts";
import type { HttpFunction } from "../shared/base/http.ts";
import { type ServeOptions, serve } from "../shared/local/serve.ts";
import type { Queue, Subscription } from "../shared/ports/queue.ts";
import { deadLetterTopic, KINDS, type Kind, replayTopic, type Topic } from "../shared/ports/topic.ts";

/** What the five functions and the queue between them run over. */
export type StackPorts = Engine & { readonly queue: Queue };

/** How the queue behaves, and where ingress listens. */
export interface StackOptions {
  readonly config: IngressConfig;
  /** 0 takes any free port. */
  readonly port: number;
  readonly retry: RetryOptions;
  /** The host by which a tunnel calls ingress. */
  readonly publicHost?: string | undefined;
  /** Leaves out the lanes of replays: with ten push subscriptions, the official emulator may hold back a message for minutes. */
  readonly hasNoLanes?: true;
  /** Put around each function, to watch it. */
  readonly watch?: (name: LocalFunction, fn: HttpFunction) => HttpFunction;
}

/** The five functions. Timers go to `events`. */
export type LocalFunction = "ingress" | "messages" | "receipts" | "events" | "outbound";

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

/** The topics that nobody but a person reads. */
export const KEPT_TOPICS: readonly Topic[] = ["parked", "handoff", "fallback", ...KINDS.map(deadLetterTopic)];

/** Serves the functions on loopback ports and subscribes them to their topics. A failure leaves nothing open. */
export async function startStack(ports: StackPorts, options: StackOptions): Promise<Stack> {
  const { config, port, retry, publicHost, hasNoLanes, watch = (_name, fn) => fn } = options;
  await using opened = new AsyncDisposableStack();
  const host = async (fn: HttpFunction, at: number, as: Partial<ServeOptions> = {}): Promise<string> => {
    const served = await serve(fn, { ...as, port: at });
    opened.defer(() => served.close());
    return served.url;
  };
  const eventsUrl = await host(watch("events", events(ports)), 0);
  const subscribers: Readonly<Record<Kind, string>> = {
    message: await host(watch("messages", messages(ports)), 0),
    receipt: await host(watch("receipts", receipts(ports)), 0),
    event: eventsUrl,
    outbound: await host(watch("outbound", outbound(ports)), 0),
    deadline: `${eventsUrl}${TIMERS_PATH}`,
  };
  opened.defer(() => ports.queue.close());
  const all = KINDS.flatMap((kind) => subscriptions(kind, subscribers[kind], retry));
  await ports.queue.subscribe(all.filter(({ topic }) => !hasNoLanes || KINDS.some((kind) => kind === topic)));
  const url = await host(watch("ingress", ingress(config, ports)), port, { limits: WEBHOOK_LIMITS, publicHost });
  const running = opened.move();
  return { url, close: () => running.disposeAsync() };
}

/** A kind's subscription, and that of its replay lane beside it. */
export function subscriptions(kind: Kind, endpoint: string, retry: RetryOptions): readonly Subscription[] {
  const own = subscription(kind, endpoint, retry);
  return [own, { ...own, topic: replayTopic(kind), deadTopic: deadLetterTopic(kind) }];
}

/** A kind's subscription: messages come in order, outbound ones if their sender wants it; over the emulator, a deadline is refused as often as it takes. */
export function subscription(kind: Kind, endpoint: string, retry: RetryOptions): Subscription {
  const { minBackoffMs, maxBackoffMs, canDeadLetterInOrder } = retry;
  const isOrdered = kind === "message" || kind === "outbound";
  const retriesForever = kind === "deadline" || (isOrdered && !canDeadLetterInOrder);
  const maxAttempts = retriesForever ? undefined : MAX_ATTEMPTS;
  return { topic: kind, endpoint, isOrdered, maxAttempts, minBackoffMs, maxBackoffMs };
}
