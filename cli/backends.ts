import type { Operator } from "../operations/operator.ts";
import type { Log } from "../shared/base/log.ts";
import { firestoreHistory } from "../shared/google/firestore/history.ts";
import { openFirestore } from "../shared/google/firestore/open.ts";
import { googlePauses } from "../shared/google/firestore/read-pauses.ts";
import { publishedTimers } from "../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../shared/google/pubsub/queue.ts";
import { openDatabase } from "../shared/local/database.ts";
import { localHistory } from "../shared/local/history.ts";
import { keepLines } from "../shared/local/log-lines.ts";
import { localPauses } from "../shared/local/pauses.ts";
import { localQueue } from "../shared/local/queue.ts";
import { localTimers } from "../shared/local/timers.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { Pauses } from "../shared/ports/pauses.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { Queue } from "../shared/ports/queue.ts";
import type { Timers } from "../shared/ports/timers.ts";
import { findSdk, INSTALL_HINT, startEmulators } from "./emulators.ts";
import { embeddedOperator } from "./open-operator.ts";
import type { Options } from "./options.ts";
import { KEPT_TOPICS } from "./stack.ts";

/** What the functions run over, and where it is. */
export interface Backends {
  readonly publisher: Publisher;
  readonly queue: Queue;
  readonly timers: Timers;
  readonly history: History;
  readonly pauses: Pauses;
  readonly canDeadLetterInOrder: boolean;
  /** What the functions log to: kept for the timeline where the database is embedded. */
  readonly log: Log;
  /** Operates on the embedded database, which this process has open. The emulators need nobody's help. */
  readonly operator?: Operator;
  /** For people. */
  readonly description: string;
  /** To be called when the functions have stopped. */
  close(): Promise<void>;
}

const PREFIX = "heliograph";
const PROJECT = "heliograph-local";
const FIRESTORE = { project: PROJECT, database: "(default)" } as const;
const PUBLISH_TIMEOUT_MS = 2500;
const KEEP_DAYS = 90;

/** Chooses the backends: emulators that are to be started, emulators that are running, or the embedded ones. */
export async function openBackends(
  options: Options,
  tools: { readonly clock: SleepClock; readonly log: Log },
): Promise<Backends> {
  const { PUBSUB_EMULATOR_HOST: pubsub, FIRESTORE_EMULATOR_HOST: firestore } = process.env;
  if (options.withEmulators) return startEmulated(tools.log);
  if (pubsub && firestore) return openEmulated({ pubsub, firestore }, { log: tools.log, stop: async () => {} });
  if (pubsub || firestore) {
    const missing = pubsub ? "FIRESTORE_EMULATOR_HOST" : "PUBSUB_EMULATOR_HOST";
    throw new Error(`Cannot run over one emulator: set ${missing} too, or neither`);
  }
  const db = openDatabase(options.data);
  const queue = localQueue(db, { ...tools, prefix: PREFIX });
  const timers = localTimers(db, { ...tools, queue });
  return {
    queue,
    timers,
    publisher: queue.publisher,
    history: localHistory(db),
    pauses: localPauses(db),
    canDeadLetterInOrder: true,
    log: keepLines(db, tools.log, tools.clock),
    operator: embeddedOperator(db, queue, { file: options.data, media: options.media }),
    description: `embedded, in ${options.data}`,
    async close() {
      timers.close();
      db.close();
    },
  };
}

async function startEmulated(log: Log): Promise<Backends> {
  const sdk = await findSdk();
  if (sdk === undefined) throw new Error(`Cannot start the emulators: ${INSTALL_HINT}`);
  const emulators = await startEmulators(sdk);
  return openEmulated(emulators, { log, stop: () => emulators.close() });
}

async function openEmulated(
  hosts: { readonly pubsub: string; readonly firestore: string },
  { log, stop }: { readonly log: Log; readonly stop: () => Promise<void> },
): Promise<Backends> {
  // The client libraries read these themselves; the second keeps them from asking for Google's metadata server.
  process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
  process.env.METADATA_SERVER_DETECTION = "none";
  const queue = pubsubQueue({ project: PROJECT, prefix: PREFIX, retains: true });
  const db = openFirestore({ ...FIRESTORE, emulator: hosts.firestore });
  const at = { project: PROJECT, prefix: PREFIX, emulator: hosts.pubsub };
  const publisher = googlePublisher({ ...at, timeoutMs: PUBLISH_TIMEOUT_MS });
  await queue.keep(KEPT_TOPICS);
  return {
    log,
    queue,
    publisher,
    timers: publishedTimers(publisher),
    history: firestoreHistory(db, KEEP_DAYS),
    pauses: googlePauses({ ...FIRESTORE, emulator: hosts.firestore }),
    canDeadLetterInOrder: false,
    description: `the official emulators, Pub/Sub at ${hosts.pubsub} and Firestore at ${hosts.firestore}`,
    async close() {
      await db.terminate();
      await stop();
    },
  };
}
