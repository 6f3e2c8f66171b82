import { NotDurableError } from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { Publisher } from "../../ports/publisher.ts";
import { accessToken } from "../http/access-token.ts";
import type { IncomingResponse } from "../http/exchange.ts";
import { withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";
import { publishBody, publishUrl, type TopicsAddress } from "./publish-request.ts";

const SCOPE = "https://www.googleapis.com/auth/pubsub";

const PUBLISH = { name: "publish", method: "topics.publish" } as const;

/** Google waits for all tries, and sends the webhook again after the last. */
const MAX_TRIES = 3;

/** Where topics are, and how long a publish may take. */
export interface PublisherOptions extends TopicsAddress {
  /** For everything, repeats included. */
  readonly timeoutMs: number;
  readonly world?: World | undefined;
}

/**
 * Publishes over REST, one message a request. The client library batches, which adds its wait to every acknowledgement, and
 * pauses an ordering key after a failed publish until it is resumed; a plain request does neither, and loads in no time. A
 * busy answer is repeated twice at most, a refused token replaced once: a repeat that doubles a message is known by its ids.
 */
export function googlePublisher({ timeoutMs, world = systemWorld, ...address }: PublisherOptions): Publisher {
  const token = address.emulator === undefined ? accessToken(SCOPE, {}, world) : undefined;
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  return {
    async publish(topic, message, scope) {
      const name = `${address.prefix}-${topic}`;
      const url = publishUrl(address, topic);
      const call = { ...PUBLISH, url, body: { json: publishBody(message) }, timeoutMs, scope };
      const response = await withRetries({ ...call, maxTries: MAX_TRIES }, caller).catch((cause: unknown) => {
        throw new NotDurableError(`Cannot publish to ${name}: Pub/Sub gave no answer`, { cause });
      });
      checkConfirmed(response, name);
    },
  };
}

/** @throws NotDurableError unless Pub/Sub has given the message an id. */
function checkConfirmed({ status, body }: IncomingResponse, topic: string): void {
  const refused = `Cannot publish to ${topic}: Pub/Sub answered ${status}`;
  if (status !== 200) throw new NotDurableError(refused, { status });
  const json = parseJson(body);
  const [id]: readonly unknown[] = isObject(json) && Array.isArray(json.messageIds) ? json.messageIds : [];
  if (typeof id === "string" && id !== "") return;
  throw new NotDurableError(`${refused} without a message's id: check PUBSUB_EMULATOR_HOST and what stands before it`);
}
