import type { Topic } from "./topic.ts";

/** How topics and subscriptions are set up. A subscription is named like its topic. */
export interface QueueSetup {
  /** `undefined` when there is no such topic. */
  topic(topic: Topic): Promise<TopicState | undefined>;
  /** `undefined` when there is no such subscription. */
  subscription(topic: Topic): Promise<SubscriptionState | undefined>;
}

/** What a topic keeps after it was delivered. */
interface TopicState {
  readonly retentionSeconds: number;
}

/** How what is published reaches its function, or whoever pulls it. */
export interface SubscriptionState {
  /** Empty when nothing is pushed. */
  readonly pushEndpoint: string;
  readonly isOrdered: boolean;
  readonly ackDeadlineSeconds: number;
  readonly retentionSeconds: number;
  /** The pauses between deliveries that failed; without them one follows at once. */
  readonly backoffSeconds?: readonly [least: number, most: number];
  /** The full name of the topic for dead letters. */
  readonly deadTopic?: string;
  readonly maxAttempts?: number;
  /** Deleted by itself when nobody reads it for so long. */
  readonly expires: boolean;
  /** Its topic is gone, or somebody has cut it off: nothing arrives any more. */
  readonly isDetached: boolean;
}
