import type { QueueMessage } from "../envelope/push-request.ts";
import type { Topic } from "./topic.ts";

/** A message that a topic still has. */
export interface KeptMessage {
  /** The queue's own id of it: no other message of its topic has the same. */
  readonly id: string;
  readonly message: QueueMessage;
  /** When it came to this topic. */
  readonly published: Date;
}

/** What waits on the topics that only people empty: dead letters and parked webhooks. */
export interface KeptMessages {
  /** Takes hold of a topic: until it is given back, nobody else is handed what was read of it. */
  hold(topic: Topic): Promise<HeldMessages>;
}

/**
 * A topic that somebody has in hand. A process that dies gives back what it has read, within a minute.
 * @throws PermanentError when the topic is not kept; UnauthorisedError that names the right that is missing; TransientError.
 */
export interface HeldMessages {
  /** Each message once. It ends when there are no more; one that comes meanwhile may be among them. */
  read(): AsyncIterable<KeptMessage>;
  remove(messages: readonly KeptMessage[]): Promise<void>;
  /** Gives back what was not removed. */
  close(): Promise<void>;
}
