import { NotDurableError } from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { Publisher } from "../../ports/publisher.ts";
import { accessToken } from "../http/access-token.ts";
import { openConnections } from "../http/connections.ts";
import type { IncomingResponse } from "../http/exchange.ts";
import { systemRetryClock } from "../http/retry.ts";
import { withRetries } from "../http/with-retries.ts";

const SCOPE = "https://www.googleapis.com/auth/pubsub";

/** Google waits for all tries, and sends the webhook again after the last. */
const MAX_TRIES = 3;

/** Where topics are, and how long a publish may take. */
export interface PublisherOptions {
  readonly project: string;
  readonly prefix: string;
  /** `host:port` of the Pub/Sub emulator; it is called without credentials. */
  readonly emulator: string | undefined;
  /** For everything, repeats included. */
  readonly timeoutMs: number;
}

/**
 * Publishes over REST, one message a request. The client library batches, which adds its wait to every acknowledgement, and
 * pauses an ordering key after a failed publish until it is resumed; a plain request does neither, and loads in no time. A
 * busy answer is repeated twice at most, a refused token replaced once: a repeat that doubles a message is known by its ids.
 */
export function googlePublisher({ project, prefix, emulator, timeoutMs }: PublisherOptions): Publisher {
  const base = emulator === undefined ? "https://pubsub.googleapis.com" : `http://${emulator}`;
  const token = emulator === undefined ? accessToken(SCOPE) : undefined;
  const caller = { token, connections: openConnections(), clock: systemRetryClock };
  return {
    async publish(topic, { bytes, attributes, orderingKey }) {
      const url = `${base}/v1/projects/${project}/topics/${prefix}-${topic}:publish`;
      const message = {
        data: bytes.toString("base64"),
        attributes,
        ...(orderingKey === undefined ? {} : { orderingKey }),
      };
      const call = { method: "topics.publish", url, body: { json: { messages: [message] } }, timeoutMs } as const;
      const response = await withRetries({ ...call, maxTries: MAX_TRIES }, caller).catch((cause: unknown) => {
        throw new NotDurableError(`Cannot publish to ${prefix}-${topic}: Pub/Sub gave no answer`, { cause });
      });
      checkConfirmed(response, `${prefix}-${topic}`);
    },
  };
}

/** @throws NotDurableError unless Pub/Sub has given the message an id. */
function checkConfirmed({ status, body }: IncomingResponse, topic: string): void {
  const refused = `Cannot publish to ${topic}: Pub/Sub answered ${status}`;
  if (status !== 200) throw new NotDurableError(refused);
  const json = parseJson(body);
  const [id]: readonly unknown[] = isObject(json) && Array.isArray(json.messageIds) ? json.messageIds : [];
  if (typeof id === "string" && id !== "") return;
  throw new NotDurableError(`${refused} without a message's id: check PUBSUB_EMULATOR_HOST and what stands before it`);
}
