import type { Log } from "../shared/base/log.ts";
import { firestoreHistory } from "../shared/google/firestore/history.ts";
import { googlePauses } from "../shared/google/firestore/read-pauses.ts";
import { openFirestoreRest } from "../shared/google/firestore/rest.ts";
import { publishedTimers } from "../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../shared/google/pubsub/queue.ts";
import type { Backends } from "./backends.ts";
import { findSdk, INSTALL_HINT, startEmulators } from "./emulators.ts";
import { KEPT_TOPICS } from "./stack.ts";

const PREFIX = "heliograph";
const PROJECT = "heliograph-local";
const FIRESTORE = { project: PROJECT, database: "(default)" } as const;
const PUBLISH_TIMEOUT_MS = 2500;
const KEEP_DAYS = 90;

/** Starts the official emulators, and runs over them. @throws Error that says how to install them. */
export async function startEmulated(log: Log): Promise<Backends> {
  const sdk = await findSdk();
  if (sdk === undefined) throw new Error(`Cannot start the emulators: ${INSTALL_HINT}`);
  const emulators = await startEmulators(sdk);
  return openEmulated(emulators, { log, stop: () => emulators.close() });
}

/** Runs over emulators that are there. */
export async function openEmulated(
  hosts: { readonly pubsub: string; readonly firestore: string },
  { log, stop }: { readonly log: Log; readonly stop: () => Promise<void> },
): Promise<Backends> {
  // The client libraries read these themselves; the second keeps them from asking for Google's metadata server.
  process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
  process.env.METADATA_SERVER_DETECTION = "none";
  const queue = pubsubQueue({ project: PROJECT, prefix: PREFIX, retains: true });
  const firestore = openFirestoreRest({ ...FIRESTORE, emulator: hosts.firestore });
  const at = { project: PROJECT, prefix: PREFIX, emulator: hosts.pubsub };
  const publisher = googlePublisher({ ...at, timeoutMs: PUBLISH_TIMEOUT_MS });
  await queue.keep(KEPT_TOPICS);
  return {
    log,
    queue,
    publisher,
    timers: publishedTimers(publisher),
    history: firestoreHistory(firestore, KEEP_DAYS),
    pauses: googlePauses(firestore),
    canDeadLetterInOrder: false,
    description: `the official emulators, Pub/Sub at ${hosts.pubsub} and Firestore at ${hosts.firestore}`,
    close: stop,
  };
}
