import type { CallScope } from "../base/call-scope.ts";
import type { QueueMessage } from "../envelope/push-request.ts";
import type { Topic } from "./topic.ts";

/** Puts messages on topics. */
export interface Publisher {
  /**
   * Resolves once the message is durable. No call begins after `scope.until`, and none lasts beyond it.
   * @throws NotDurableError when that is not known to be so in time.
   */
  publish(topic: Topic, message: QueueMessage, scope?: CallScope): Promise<void>;
}
