import { KEPT_TOPICS } from "../../cli/stack.ts";
import type { HttpFunction } from "../../shared/base/http.ts";
import { type QueueMessage, readPush } from "../../shared/envelope/push-request.ts";
import { serve } from "../../shared/local/serve.ts";
import type { History } from "../../shared/ports/history.ts";
import type { Queue, Subscription } from "../../shared/ports/queue.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import type { Platform } from "../../simulator/platform.ts";

/** The system under test, from Google's side and from the operator's. */
export interface SystemUnderTest {
  /** Of ingress. */
  readonly url: string;
  /** Its handsets write to ingress. */
  readonly platform: Platform;
  readonly history: History;
  readonly kept: Kept;
  /** All that the functions have logged. */
  logs(): string;
  close(): Promise<void>;
}

/** What arrived on the topics that are for people: parked and dead letters. */
export interface Kept {
  on(topic: Topic): readonly QueueMessage[];
  close(): Promise<void>;
}

/** As CLIENT_TOKENS writes it. */
export type Tokens = Readonly<Record<string, readonly string[]>>;

export const CONVERSATION_KEY = "end-to-end";
/** As the built functions have it. */
export const KEEP_DAYS = 90;

/** Subscribes to the topics that are for people. */
export async function keep(queue: Queue): Promise<Kept> {
  const arrived = new Map<Topic, QueueMessage[]>(KEPT_TOPICS.map((topic) => [topic, []]));
  const sinks = await Promise.all(
    KEPT_TOPICS.map(async (topic) => ({ topic, sink: await serve(collect(arrived.get(topic) ?? []), { port: 0 }) })),
  );
  await queue.subscribe(sinks.map(({ topic, sink }) => keptSubscription(topic, sink.url)));
  return {
    on: (topic) => arrived.get(topic) ?? [],
    close: async () => {
      await Promise.all(sinks.map(({ sink }) => sink.close()));
    },
  };
}

function collect(into: QueueMessage[]): HttpFunction {
  return async ({ body }) => {
    const delivery = readPush(body);
    if (delivery !== undefined) into.push(delivery.message);
    return { status: 200 };
  };
}

function keptSubscription(topic: Topic, endpoint: string): Subscription {
  return { topic, endpoint, isOrdered: false, maxAttempts: undefined, minBackoffMs: 100, maxBackoffMs: 1000 };
}
