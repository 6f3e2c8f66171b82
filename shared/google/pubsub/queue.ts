import { type CreateSubscriptionOptions, PubSub, type Topic } from "@google-cloud/pubsub";
import { present } from "../../base/present.ts";
import type { Queue, Subscription } from "../../ports/queue.ts";
import { KINDS, type Topic as OurTopic, RETENTION_DAYS } from "../../ports/topic.ts";
import { ALREADY_EXISTS, hasCode } from "../grpc.ts";

const ACK_DEADLINE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** Which project, and the prefix of its topics. */
export interface QueueOptions {
  readonly project: string;
  readonly prefix: string;
  /** Topics keep what was delivered, for a replay, as in production. It makes the official emulator slow to push. */
  readonly retains?: true;
}

/** A queue with topics that only keep. */
export interface PubsubQueue extends Queue {
  /** Makes sure that the topics exist, each with a subscription from which somebody may pull. */
  keep(topics: readonly OurTopic[]): Promise<void>;
}

/**
 * Sets up topics and subscriptions on the Pub/Sub emulator, which PUBSUB_EMULATOR_HOST names. In production Terraform owns
 * them. A subscription is named like its topic.
 */
export function pubsubQueue({ project, prefix, retains }: QueueOptions): PubsubQueue {
  const pubsub = new PubSub({ projectId: project });
  const ensureTopic = async (topic: OurTopic) => {
    const messageRetentionDuration = retains && retentionOf(topic);
    await pubsub
      .createTopic({ name: `${prefix}-${topic}`, ...present({ messageRetentionDuration }) })
      .catch(ignoreExisting);
    return pubsub.topic(`${prefix}-${topic}`);
  };
  return {
    async subscribe(subscriptions) {
      for (const subscription of subscriptions) {
        const topic = await ensureTopic(subscription.topic);
        const deadTopic = subscription.deadTopic ?? (`${subscription.topic}-dead` as OurTopic);
        const dead = subscription.maxAttempts === undefined ? undefined : await ensureTopic(deadTopic);
        await ensureSubscription(topic, `${prefix}-${subscription.topic}`, createOptions(subscription, dead));
      }
    },
    async keep(topics) {
      for (const name of topics) {
        const options = { ackDeadlineSeconds: ACK_DEADLINE_SECONDS };
        await ensureSubscription(await ensureTopic(name), `${prefix}-${name}`, options);
      }
    },
    close: () => pubsub.close(),
  };
}

/** As Terraform has it. */
function retentionOf(topic: OurTopic): { readonly seconds: number } | undefined {
  const kind = KINDS.find((one) => one === topic);
  return kind && { seconds: RETENTION_DAYS[kind] * DAY_SECONDS };
}

function createOptions(subscription: Subscription, dead: Topic | undefined): CreateSubscriptionOptions {
  const { endpoint, isOrdered, maxAttempts, minBackoffMs, maxBackoffMs } = subscription;
  return {
    pushEndpoint: endpoint,
    ackDeadlineSeconds: ACK_DEADLINE_SECONDS,
    enableMessageOrdering: isOrdered,
    retryPolicy: { minimumBackoff: duration(minBackoffMs), maximumBackoff: duration(maxBackoffMs) },
    ...present({ deadLetterPolicy: dead && { deadLetterTopic: dead.name, maxDeliveryAttempts: maxAttempts ?? 0 } }),
  };
}

async function ensureSubscription(topic: Topic, name: string, options: CreateSubscriptionOptions): Promise<void> {
  await topic.createSubscription(name, options).catch(ignoreExisting);
  await topic.subscription(name).modifyPushConfig({ pushEndpoint: options.pushEndpoint ?? "" });
}

function duration(millis: number): { readonly seconds: number; readonly nanos: number } {
  return { seconds: Math.floor(millis / 1000), nanos: (millis % 1000) * 1_000_000 };
}

function ignoreExisting(error: unknown): void {
  if (!hasCode(error, ALREADY_EXISTS)) throw error;
}
