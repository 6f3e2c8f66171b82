import type { Topic } from "../../shared/ports/topic.ts";
import type { SimulatedQueue } from "./queue.ts";
import type { HttpService } from "./transport.ts";

/** `topics.publish`, as the publisher calls it. */
export function pubsubService(queue: SimulatedQueue, prefix: string): HttpService {
  return {
    name: "pubsub",
    answer({ url, body, from }) {
      const topic = new RegExp(`/topics/${prefix}-([\\w-]+):publish$`).exec(url.pathname)?.[1];
      if (topic === undefined || body === undefined) return { status: 404, retryAfter: undefined, body: "{}" };
      const { messages } = JSON.parse(body.toString()) as { readonly messages: readonly PubsubJson[] };
      const ids = messages.map(
        (message) => queue.publish(topic as Topic, readPubsubJson(message), { from: from.function }).id,
      );
      return { status: 200, retryAfter: undefined, body: JSON.stringify({ messageIds: ids }) };
    },
  };
}

/** A message in Pub/Sub's JSON. */
export interface PubsubJson {
  readonly data?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly orderingKey?: string;
}

/** A message of ours, as Pub/Sub keeps it. */
export function readPubsubJson({ data = "", attributes = {}, orderingKey }: PubsubJson) {
  return { bytes: Buffer.from(data, "base64"), attributes, ...(orderingKey !== undefined && { orderingKey }) };
}
