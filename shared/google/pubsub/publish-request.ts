import type { QueueMessage } from "../../envelope/push-request.ts";
import type { Topic } from "../../ports/topic.ts";

/** Where topics are. */
export interface TopicsAddress {
  readonly project: string;
  readonly prefix: string;
  /** `host:port` of the Pub/Sub emulator; it is called without credentials. */
  readonly emulator: string | undefined;
}

/** The URL at which messages are published to a topic. */
export function publishUrl({ project, prefix, emulator }: TopicsAddress, topic: Topic): string {
  const base = emulator === undefined ? "https://pubsub.googleapis.com" : `http://${emulator}`;
  return `${base}/v1/projects/${project}/topics/${prefix}-${topic}:publish`;
}

/** The body of the request that publishes one message. */
export function publishBody({ bytes, attributes, orderingKey }: QueueMessage): object {
  const data = bytes.toString("base64");
  return { messages: [{ data, attributes, ...(orderingKey === undefined ? {} : { orderingKey }) }] };
}
