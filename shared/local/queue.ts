import type { DatabaseSync } from "node:sqlite";
import { NotDurableError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import type { Clock } from "../ports/clock.ts";
import type { Publisher } from "../ports/publisher.ts";
import type { Queue, Subscription } from "../ports/queue.ts";
import { KINDS, RETENTION_DAYS, type Topic } from "../ports/topic.ts";
import { type Pusher, pusher } from "./pusher.ts";
import { queueStore } from "./queue-store.ts";

/** Both sides of the embedded queue. */
export interface LocalQueue extends Queue {
  readonly publisher: Publisher;
  /** The name of a topic in the table. */
  nameOf(topic: Topic): string;
  /** Pushes what somebody else has put on a topic. */
  wake(topic: Topic): void;
}

/** What the embedded queue works with. */
export interface LocalQueueOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Begins the name of every topic; `heliograph` by default. */
  readonly prefix?: string;
  /** How long an endpoint may take to answer a push; 60,000 by default. */
  readonly ackDeadlineMs?: number;
}

const DEFAULT_PREFIX = "heliograph";
const DEFAULT_ACK_DEADLINE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Pub/Sub in the tables of `openDatabase`, for one process: what another process publishes is pushed at the next wake-up. A
 * message stays until an endpoint acknowledges it, also while nobody has subscribed. `subscribe` ends all back-offs.
 */
export function localQueue(db: DatabaseSync, options: LocalQueueOptions): LocalQueue {
  const { clock, log, prefix = DEFAULT_PREFIX, ackDeadlineMs = DEFAULT_ACK_DEADLINE_MS } = options;
  const nameOf = (topic: Topic) => `${prefix}-${topic}`;
  const store = queueStore(db, KINDS.map(nameOf));
  const pushers = new Map<string, Pusher>();
  for (const kind of KINDS) {
    const keptMs = RETENTION_DAYS[kind] * DAY_MS;
    store.forget(nameOf(kind), new Date(clock.now().getTime() - keptMs));
  }
  const start = async (subscription: Subscription): Promise<void> => {
    const topic = nameOf(subscription.topic);
    const deadTopic = subscription.deadTopic === undefined ? `${topic}-dead` : nameOf(subscription.deadTopic);
    const onDeadLetter = () => pushers.get(deadTopic)?.wake();
    await pushers.get(topic)?.close();
    store.endBackoffs(topic);
    const started = pusher(subscription, { store, clock, log, ackDeadlineMs, topic, deadTopic, onDeadLetter });
    pushers.set(topic, started);
    started.wake();
  };
  return {
    publisher: { publish: async (topic, message) => publish(nameOf(topic), message) },
    nameOf,
    wake: (topic) => pushers.get(nameOf(topic))?.wake(),
    async subscribe(subscriptions) {
      for (const subscription of subscriptions) await start(subscription);
    },
    async close() {
      await Promise.all([...pushers.values()].map((running) => running.close()));
    },
  };

  function publish(topic: string, message: Parameters<Publisher["publish"]>[1]): void {
    try {
      store.add(topic, message, clock.now());
    } catch (cause) {
      throw new NotDurableError("Cannot publish: the local database did not take the message", { cause });
    }
    pushers.get(topic)?.wake();
  }
}
