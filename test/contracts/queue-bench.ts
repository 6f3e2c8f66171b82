import { vi } from "vitest";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { Queue, Subscription } from "../../shared/ports/queue.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import type { Push, PushResponse, Receiver } from "../support/push-receiver.ts";

/** Both sides of one open queue and its end. */
export interface OpenQueue {
  readonly publisher: Publisher;
  readonly queue: Queue;
  close(): Promise<void>;
}

/** What a queue can do that the official emulator of Pub/Sub cannot. */
export interface QueueTraits {
  /** An ordered subscription may have dead letters. */
  readonly canDeadLetterInOrder: boolean;
  /** A push says its ordering key and its attempt. */
  readonly tellsKeyAndAttempt: boolean;
  /** 202 acknowledges, as 200, 201 and 204 do. */
  readonly takes202: boolean;
  /** How often a test may wait for another push: the emulator lets each wait twice as long as the one before. */
  readonly patientRepeats: number;
}

/** A queue that pushes to a receiver. */
export interface Bench {
  readonly publisher: Publisher;
  readonly queue: Queue;
  readonly receiver: Receiver;
  /** A subscription to the receiver: unordered and without dead letters unless told. */
  subscription(topic: Topic, options?: Partial<Subscription>): Subscription;
}

/** Sets up a queue for one test, whose receiver answers as told. */
export type SetUp = (answer: (push: Push) => PushResponse | Promise<PushResponse>) => Promise<Bench>;

export function message(text: string, orderingKey?: string): QueueMessage {
  return { bytes: Buffer.from(text), attributes: {}, ...(orderingKey === undefined ? {} : { orderingKey }) };
}

/** Waits until `claim` throws no longer. */
export function eventually(claim: () => void): Promise<void> {
  return vi.waitFor(claim, { timeout: 45_000, interval: 5 });
}

/** A subscription to a receiver, with short back-offs. */
export function toReceiver({ url }: Receiver, topic: Topic, options: Partial<Subscription> = {}): Subscription {
  const plain = { isOrdered: false, maxAttempts: undefined, minBackoffMs: 10, maxBackoffMs: 100 };
  return { topic, endpoint: url, ...plain, ...options };
}
