import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { redriven } from "../../shared/envelope/redriven.ts";
import { deadLetterTopic, type Kind, type Topic } from "../../shared/ports/topic.ts";
import type { Chance } from "./chance.ts";
import { DAY } from "./durations.ts";
import { type RunningSubscription, runSubscription } from "./queue-subscription.ts";
import type { PublishedMessage, PushSubscription, QueueHabits, QueueWatcher } from "./queue-types.ts";
import type { Scheduler } from "./scheduler.ts";

/** Pub/Sub as production has it: topics, subscriptions that push, dead letters, and topics that only keep. */
export interface SimulatedQueue {
  publish(topic: Topic, message: QueueMessage, from: PublishSource): PublishedMessage;
  subscribe(subscription: PushSubscription): void;
  /** Seeks a kind's subscription back: everything published since then, and still kept by the topic, comes again. */
  seek(kind: Kind, since: number): void;
  /** What lies on a topic that nothing is pushed from. */
  kept(topic: Topic): readonly PublishedMessage[];
  /** Publishes a kept dead letter on the topic it came from, as heliograph dead-letters redrive does, and takes it off. */
  redrive(kind: Kind, letter: PublishedMessage): void;
  /** How many messages of a kind are not acknowledged. */
  waiting(kind: Kind): number;
}

/** Who publishes, and of which message it is a copy. */
interface PublishSource {
  readonly from: string;
  readonly origin?: string;
}

/** What the queue works with. */
export interface QueuePorts extends QueueWatcher {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly habits: QueueHabits;
  readonly isAway: () => boolean;
}

/** How long topics keep everything for a replay. */
const KEPT_DAYS = 7;
const RECEIPT_DAYS = 1;
/** How long dead letters and what is parked wait for a person. */
const WAITING_DAYS = 31;

/** Opens a queue without topics: each comes to be when something is published on it. */
export function openQueue(ports: QueuePorts): SimulatedQueue {
  const { scheduler } = ports;
  const subscriptions = new Map<Kind, RunningSubscription>();
  const logs = new Map<Topic, PublishedMessage[]>();
  let order = 0;
  const logOf = (topic: Topic) => {
    const log = logs.get(topic) ?? [];
    logs.set(topic, log);
    return log;
  };
  const publish: SimulatedQueue["publish"] = (topic, message, { from, origin }) => {
    order += 1;
    const id = String(order);
    const published = { id, origin: origin ?? id, topic, order, published: scheduler.now(), message };
    const log = logOf(topic);
    forgetOld(log, scheduler.now() - keptMs(topic));
    log.push(published);
    ports.onPublished(published, from);
    subscriptions.get(topic as Kind)?.add(published);
    return published;
  };
  const deadLetter = ({ kind, name }: PushSubscription, { message, ...of }: PublishedMessage, attempts: number) => {
    const attributes = {
      ...message.attributes,
      CloudPubSubDeadLetterSourceDeliveryCount: String(attempts),
      CloudPubSubDeadLetterSourceSubscription: name.slice(name.lastIndexOf("/") + 1),
      CloudPubSubDeadLetterSourceSubscriptionProject: name.split("/")[1] ?? "",
      CloudPubSubDeadLetterSourceTopicPublishTime: new Date(of.published).toISOString(),
    };
    publish(deadLetterTopic(kind), { ...message, attributes }, { from: "queue", origin: of.origin });
  };
  return {
    publish,
    subscribe(subscription) {
      const { kind } = subscription;
      const chance = ports.chance.split(kind);
      const forget = (_of: PushSubscription, published: PublishedMessage) => ports.onForgotten(kind, published);
      const running = runSubscription(subscription, { ...ports, chance, deadLetter, forget });
      subscriptions.set(kind, running);
    },
    seek(kind, since) {
      for (const one of logOf(kind)) if (one.published >= since) subscriptions.get(kind)?.add(one);
    },
    kept: (topic) => logOf(topic),
    redrive(kind, letter) {
      const log = logOf(deadLetterTopic(kind));
      log.splice(log.indexOf(letter), 1);
      publish(kind, redriven({ message: letter.message, published: new Date(letter.published) }), {
        from: "queue",
        origin: letter.origin,
      });
    },
    waiting: (kind) => subscriptions.get(kind)?.waiting() ?? 0,
  };
}

function keptMs(topic: Topic): number {
  if (topic === "parked" || topic.endsWith("-dead")) return WAITING_DAYS * DAY;
  return (topic === "receipt" ? RECEIPT_DAYS : KEPT_DAYS) * DAY;
}

function forgetOld(log: PublishedMessage[], before: number): void {
  let old = 0;
  for (const { published } of log) {
    if (published >= before) break;
    old += 1;
  }
  if (old > 0) log.splice(0, old);
}
