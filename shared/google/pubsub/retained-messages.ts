import { PermanentError, TransientError, UnauthorisedError } from "../../base/errors.ts";
import type { Reading, RetainedMessages, TimeRange } from "../../ports/retained-messages.ts";
import type { Kind } from "../../ports/topic.ts";
import { accessToken } from "../http/access-token.ts";
import { type HttpCaller, withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";
import type { TopicsAddress } from "./publish-request.ts";
import { type PulledMessage, readPulled } from "./pulled-message.ts";

/** Where the topics are. */
export interface RetainedMessagesOptions extends TopicsAddress {
  readonly world?: World | undefined;
}

/** A subscription of a reading's own, and how it is called. */
interface ReadingSubscription extends RetainedMessagesOptions {
  readonly name: string;
  readonly kind: Kind;
  readonly caller: HttpCaller;
}

/** How a subscription is called. */
interface SubscriptionCall {
  readonly does: "create" | "delete" | "seek" | "pull" | "acknowledge";
  readonly httpMethod?: "PUT" | "DELETE";
  readonly json?: object;
}

const SCOPE = "https://www.googleapis.com/auth/pubsub";
const CALL_MS = 30_000;
/** Small: what was pulled waits until it is read, at the pace of a replay. What waits too long comes again, and is known. */
const BATCH = 50;
/** The shortest: so long what a killed process had in hand stays away from the one that goes on. */
const ACK_DEADLINE_SECONDS = 10;
const EXPIRES_AFTER = "86400s";
const KEPT_FOR = "604800s";
/** Pub/Sub gives at most 10 MB at once, written in base64 and with their attributes. */
const MAX_PULLED_BYTES = 32 * 1024 * 1024;
/** A pull may give nothing although something is there: so many in a row are believed. */
const EMPTY_PULLS = 4;
/** They last longer than another process may have had some in hand. */
const EMPTY_PULLS_AGAIN = 4 + 2 * (ACK_DEADLINE_SECONDS + 2);
const EMPTY_PAUSE_MS = 500;
const CONFLICT = 409;
const NOT_FOUND = 404;
/** The emulator gives a new subscription all that the topic retains, and does not seek. */
const NOT_IMPLEMENTED = 501;

/**
 * What topics retain, pulled over REST from a subscription that a reading makes for itself, and seeks to its beginning. It gets
 * nothing of what other subscriptions get. It is deleted at the end of the reading; one that is left early expires after a day.
 * @see https://cloud.google.com/pubsub/docs/replay-overview
 */
export function googleRetainedMessages({ world = systemWorld, ...address }: RetainedMessagesOptions): RetainedMessages {
  const token = address.emulator === undefined ? accessToken(SCOPE, {}, world) : undefined;
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  const nameOf = (kind: Kind, reading: string) => `${address.prefix}-${kind}-reading-${reading}`;
  const drawn = () => Math.floor(world.clock.random() * 36 ** 8).toString(36);
  return {
    read: (kind, range, reading) => {
      const name = nameOf(kind, reading?.name ?? drawn());
      return readAll({ ...address, name, kind, caller }, range, reading);
    },
    describe: (kind, reading) =>
      `the topic ${address.prefix}-${kind} retains them; pulled from a subscription of its own, ${nameOf(kind, reading)}, by seek`,
  };
}

async function* readAll(subscription: ReadingSubscription, { from, to }: TimeRange, reading?: Reading) {
  const seen = new Set<string>();
  await open(subscription, reading?.isBegun ? undefined : from);
  let isKept = reading !== undefined;
  try {
    for await (const { ackId, ...kept } of pullAll(subscription, reading?.isBegun ? EMPTY_PULLS_AGAIN : EMPTY_PULLS)) {
      const { id, published } = kept;
      if (!seen.has(id) && published >= from && published < to) yield kept;
      seen.add(id);
      await call(subscription, { does: "acknowledge", json: { ackIds: [ackId] } });
    }
    isKept = false;
  } finally {
    if (!isKept) await call(subscription, { does: "delete", httpMethod: "DELETE" });
  }
}

/** All that comes, until nothing comes so many times. */
async function* pullAll(subscription: ReadingSubscription, emptyPulls: number): AsyncIterable<PulledMessage> {
  for (let empty = 0; empty < emptyPulls; empty += 1) {
    if (empty > 0) await subscription.caller.clock.sleep(EMPTY_PAUSE_MS);
    const pulled = await call(subscription, { does: "pull", json: { maxMessages: BATCH, returnImmediately: true } });
    const messages = readPulled(pulled.body);
    if (messages.length > 0) empty = -1;
    yield* messages;
  }
}

/** @param from Missing where it goes on with what is there. */
async function open(subscription: ReadingSubscription, from: Date | undefined): Promise<void> {
  const { project, prefix, kind } = subscription;
  const json = {
    topic: `projects/${project}/topics/${prefix}-${kind}`,
    ackDeadlineSeconds: ACK_DEADLINE_SECONDS,
    enableMessageOrdering: true,
    messageRetentionDuration: KEPT_FOR,
    expirationPolicy: { ttl: EXPIRES_AFTER },
  };
  await call(subscription, { does: "create", httpMethod: "PUT", json });
  if (from !== undefined) await call(subscription, { does: "seek", json: { time: from.toISOString() } });
}

async function call(
  subscription: ReadingSubscription,
  { does, httpMethod, json }: SubscriptionCall,
): Promise<{ readonly status: number; readonly body: string }> {
  const { project, name, emulator, caller } = subscription;
  const base = emulator === undefined ? "https://pubsub.googleapis.com" : `http://${emulator}`;
  const url = `${base}/v1/projects/${project}/subscriptions/${name}${httpMethod === undefined ? `:${does}` : ""}`;
  const response = await withRetries(
    {
      method: `subscriptions.${does}`,
      url,
      timeoutMs: CALL_MS,
      maxResponseBytes: MAX_PULLED_BYTES,
      body: json && { json },
      ...(httpMethod === undefined ? {} : { httpMethod }),
    },
    caller,
  );
  if (isFine(response.status, does, emulator)) return response;
  throw toError(response.status, does, subscription);
}

/** A call that is repeated meets what its first try has done. */
function isFine(status: number, does: SubscriptionCall["does"], emulator: string | undefined): boolean {
  if (status === 200) return true;
  if (does === "create") return status === CONFLICT;
  if (does === "delete") return status === NOT_FOUND;
  return does === "seek" && status === NOT_IMPLEMENTED && emulator !== undefined;
}

function toError(status: number, does: string, { project, prefix, kind }: ReadingSubscription): Error {
  const refused = `Cannot read what ${prefix}-${kind} retains: Pub/Sub answered ${status} to ${does}`;
  if (status === 401) return new UnauthorisedError(`${refused}: run gcloud auth application-default login`, { status });
  if (status === 403) {
    const role = `expected the role Pub/Sub Editor in the project ${project}, which may make and delete a subscription`;
    return new UnauthorisedError(`${refused}: ${role}`, { status });
  }
  if (status !== NOT_FOUND) return new TransientError(`${refused}: ask again`, { status });
  const mend = "check --project and --prefix; terraform apply makes the topic, and over the emulators npm start does";
  return new PermanentError("no-topic", `${refused}: the project ${project} has no such topic: ${mend}`, { status });
}
