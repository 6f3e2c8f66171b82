import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { Kind, Topic } from "../../shared/ports/topic.ts";

/** A message that was published: Pub/Sub has it, with its id. */
export interface PublishedMessage {
  readonly id: string;
  /** Of the message that it is a copy of, the first one's; its own where it is none. */
  readonly origin: string;
  readonly topic: Topic;
  /** Its place among all that were published. */
  readonly order: number;
  readonly published: number;
  readonly message: QueueMessage;
}

/** One push to a function. */
interface PushedDelivery {
  readonly kind: Kind;
  readonly published: PublishedMessage;
  /** Counted from 1. */
  readonly attempt: number;
  /** The request's body, as Pub/Sub writes it. */
  readonly body: Buffer;
}

/** Pushes, and calls back once with the answer's status; `undefined` when the connection was lost. */
export type PushDelivery = (delivery: PushedDelivery, answer: (status: number | undefined) => void) => void;

/** A subscription that pushes to a function. */
export interface PushSubscription {
  /** In full, as `projects/p/subscriptions/s`. */
  readonly name: string;
  readonly kind: Kind;
  readonly isOrdered: boolean;
  /** How many deliveries until the message goes to the dead letters; `undefined` is never. */
  readonly maxAttempts: number | undefined;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly push: PushDelivery;
}

/** What Pub/Sub does that it says it may do. */
export interface QueueHabits {
  /** How often a message comes again although it was acknowledged. */
  readonly repeats: number;
  /** How often a message without order comes much later than others. */
  readonly delays: number;
}

/** What becomes of messages, for whoever watches. */
export interface QueueWatcher {
  readonly onPublished: (published: PublishedMessage, from: string) => void;
  /** Nobody acknowledged it for as long as its subscription keeps it. */
  readonly onForgotten: (kind: Kind, published: PublishedMessage) => void;
}
