import type { QueueMessage } from "../envelope/push-request.ts";

/** A message that a topic still has. */
export interface KeptMessage {
  /** The queue's own id of it: no other message of its topic has the same. */
  readonly id: string;
  readonly message: QueueMessage;
  /** When it came to this topic. */
  readonly published: Date;
}
