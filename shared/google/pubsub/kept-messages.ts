import { PermanentError, TransientError, UnauthorisedError } from "../../base/errors.ts";
import type { HeldMessages, KeptMessages } from "../../ports/kept-messages.ts";
import { HOLD_MS, keepRenewing } from "../../ports/renewal.ts";
import type { Topic } from "../../ports/topic.ts";
import { accessToken } from "../http/access-token.ts";
import type { HttpCaller } from "../http/with-retries.ts";
import { withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";
import type { TopicsAddress } from "./publish-request.ts";
import { type PulledMessage, readPulled } from "./pulled-message.ts";

/** Where the subscriptions are. */
export interface KeptMessagesOptions extends TopicsAddress {
  readonly world?: World | undefined;
}

/** A subscription, and how it is called. */
interface Subscriber {
  readonly name: string;
  call(method: "pull" | "acknowledge" | "modifyAckDeadline", json: object): Promise<string>;
}

const SCOPE = "https://www.googleapis.com/auth/pubsub";
const CALL_MS = 30_000;
const BATCH = 100;
/** Pub/Sub gives at most 10 MB at once, written in base64 and with their attributes. */
const MAX_PULLED_BYTES = 32 * 1024 * 1024;
/** A request may have 512 KiB, and an id for acknowledging some 200 characters. */
const MAX_ACK_IDS = 1000;
/** A pull may give nothing although something is there: three in a row are believed. */
const EMPTY_PULLS = 3;
const EMPTY_PAUSE_MS = 300;

/**
 * What waits in the subscriptions that are named like their topics, pulled over REST. What was pulled stays in hand because its
 * deadline is put off again and again.
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
 */
export function googleKeptMessages({ world = systemWorld, ...address }: KeptMessagesOptions): KeptMessages {
  const token = address.emulator === undefined ? accessToken(SCOPE, {}, world) : undefined;
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  return { hold: async (topic) => holdSubscription(openSubscriber(address, topic, caller), caller.clock) };
}

function holdSubscription(subscriber: Subscriber, clock: HttpCaller["clock"]): HeldMessages {
  const ackIds = new Map<string, string>();
  const seen = new Set<string>();
  const putOff = (ids: Iterable<string>, ms: number) =>
    inChunks([...ids], (chunk) =>
      subscriber.call("modifyAckDeadline", { ackIds: chunk, ackDeadlineSeconds: ms / 1000 }),
    );
  const renewal = keepRenewing(() => putOff(ackIds.values(), HOLD_MS), clock);
  return {
    async *read() {
      for (let empty = 0; empty < EMPTY_PULLS; empty += 1) {
        renewal.check();
        if (empty > 0) await clock.sleep(EMPTY_PAUSE_MS);
        const pulled = readPulled(await subscriber.call("pull", { maxMessages: BATCH, returnImmediately: true }));
        const fresh = pulled.filter(({ id }) => !seen.has(id));
        keep(pulled);
        if (fresh.length > 0) empty = -1;
        yield* fresh;
      }
    },
    async remove(messages) {
      const known = messages.flatMap(({ id }) => ackIds.get(id) ?? []);
      await inChunks(known, (chunk) => subscriber.call("acknowledge", { ackIds: chunk }));
      for (const { id } of messages) ackIds.delete(id);
    },
    async close() {
      renewal.end();
      await putOff(ackIds.values(), 0);
    },
  };

  /** What comes a second time has a new id for acknowledging. */
  function keep(pulled: readonly PulledMessage[]): void {
    for (const { id, ackId } of pulled) {
      seen.add(id);
      ackIds.set(id, ackId);
    }
  }
}

async function inChunks(ids: readonly string[], send: (chunk: readonly string[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += MAX_ACK_IDS) await send(ids.slice(from, from + MAX_ACK_IDS));
}

function openSubscriber(address: TopicsAddress, topic: Topic, caller: HttpCaller): Subscriber {
  const { project, prefix, emulator } = address;
  const name = `${prefix}-${topic}`;
  const base = emulator === undefined ? "https://pubsub.googleapis.com" : `http://${emulator}`;
  return {
    name,
    async call(method, json) {
      const url = `${base}/v1/projects/${project}/subscriptions/${name}:${method}`;
      const bounds = { timeoutMs: CALL_MS, maxResponseBytes: MAX_PULLED_BYTES };
      const called = withRetries({ method: `subscriptions.${method}`, url, body: { json }, ...bounds }, caller);
      const { status, body } = await called.catch((cause: unknown) => {
        throw cause instanceof UnauthorisedError ? notLoggedIn(name, cause) : cause;
      });
      if (status === 200) return body;
      throw toError(status, { name, project });
    },
  };
}

function notLoggedIn(name: string, cause?: unknown): UnauthorisedError {
  const mend = "run gcloud auth application-default login";
  return new UnauthorisedError(`Cannot read ${name}: Google does not know who asks: ${mend}`, { cause });
}

function toError(status: number, { name, project }: { readonly name: string; readonly project: string }): Error {
  const refused = `Cannot read ${name}: Pub/Sub answered ${status}`;
  if (status === 401) return notLoggedIn(name);
  if (status === 403) {
    const rights = `expected the roles Pub/Sub Subscriber on the subscription ${name} and Pub/Sub Publisher on the topics`;
    return new UnauthorisedError(`${refused}: ${rights} of the project ${project}`, { status });
  }
  if (status === 404) {
    const mend = "check --project and --prefix; terraform apply makes it, and over the emulators npm start does";
    const message = `Cannot read ${name}: the project ${project} has no such subscription: ${mend}`;
    return new PermanentError("no-subscription", message, { status });
  }
  return new TransientError(`${refused}: ask again`, { status });
}
