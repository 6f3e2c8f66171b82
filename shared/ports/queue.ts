import type { Topic } from "./topic.ts";

/** A subscription of ours: each message of a topic, pushed to a function until it answers 200. */
export interface Subscription {
  readonly topic: Topic;
  /** The function's URL. */
  readonly endpoint: string;
  /** One message of an ordering key at a time, in the order they were published. */
  readonly isOrdered: boolean;
  /** How many deliveries until the message goes to the dead-letter topic of its kind; `undefined` is never. */
  readonly maxAttempts: number | undefined;
  /** Where dead letters go unless it is that topic. */
  readonly deadTopic?: Topic;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
}

/** The consuming side of Pub/Sub, where it is ours to run. In production Terraform owns it. */
export interface Queue {
  /** Makes sure that the topics and subscriptions exist, and starts pushing. */
  subscribe(subscriptions: readonly Subscription[]): Promise<void>;
  close(): Promise<void>;
}
