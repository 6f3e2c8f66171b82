import { NotDurableError } from "../base/errors.ts";
import type { Publisher } from "../effect/ports.ts";
import { accessToken } from "./access-token.ts";
import { call } from "./call.ts";
import { openConnections } from "./connections.ts";

const SCOPE = "https://www.googleapis.com/auth/pubsub";

/** Where topics are, and how long a publish may take. */
export interface PublisherOptions {
  readonly project: string;
  readonly prefix: string;
  /** `host:port` of the Pub/Sub emulator; it is called without credentials. */
  readonly emulator: string | undefined;
  readonly timeoutMs: number;
}

/**
 * Publishes over REST, one message a request. The client library batches, which adds its wait to every acknowledgement, and
 * pauses an ordering key after a failed publish until it is resumed; a plain request does neither, and loads in no time.
 */
export function googlePublisher({ project, prefix, emulator, timeoutMs }: PublisherOptions): Publisher {
  const base = emulator === undefined ? "https://pubsub.googleapis.com" : `http://${emulator}`;
  const token = emulator === undefined ? accessToken(SCOPE) : undefined;
  const connections = openConnections();
  return {
    async publish(topic, { bytes, attributes, orderingKey }) {
      const url = `${base}/v1/projects/${project}/topics/${prefix}-${topic}:publish`;
      const message = {
        data: bytes.toString("base64"),
        attributes,
        ...(orderingKey === undefined ? {} : { orderingKey }),
      };
      const body = { messages: [message] };
      const { status } = await call({ method: "POST", url, body, token, timeoutMs, connections }).catch(unknown);
      if (status !== 200) throw new NotDurableError(`Cannot publish to ${prefix}-${topic}: Pub/Sub answered ${status}`);
    },
  };
}

function unknown(cause: unknown): never {
  throw new NotDurableError("Cannot publish: Pub/Sub did not answer in time", { cause });
}
