import type { Log } from "../shared/base/log.ts";
import { openDatabase } from "../shared/local/database.ts";
import { localHistory } from "../shared/local/history.ts";
import { keepLines } from "../shared/local/log-lines.ts";
import { localPauses } from "../shared/local/pauses.ts";
import { localQueue } from "../shared/local/queue.ts";
import { localTimers } from "../shared/local/timers.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { Backends } from "./backends.ts";
import { embeddedOperator } from "./open-operator.ts";
import type { Options } from "./options.ts";
import { takeDatabase } from "./take-database.ts";

const PREFIX = "heliograph";

/**
 * Chooses the backends: emulators that are to be started, emulators that are running, or the embedded ones.
 * @throws SettingsError when another process has the database.
 */
export async function openBackends(
  options: Options,
  tools: { readonly clock: SleepClock; readonly log: Log },
): Promise<Backends> {
  const { PUBSUB_EMULATOR_HOST: pubsub, FIRESTORE_EMULATOR_HOST: firestore } = process.env;
  if (options.withEmulators || (pubsub && firestore)) {
    // Google's clients take longer to load than everything else.
    const { openEmulated, startEmulated } = await import("./emulated-backends.ts");
    if (options.withEmulators || !pubsub || !firestore) return startEmulated(tools.log);
    return openEmulated({ pubsub, firestore }, { log: tools.log, stop: async () => {} });
  }
  if (pubsub || firestore) {
    const missing = pubsub ? "FIRESTORE_EMULATOR_HOST" : "PUBSUB_EMULATOR_HOST";
    throw new Error(`Cannot run over one emulator: set ${missing} too, or neither`);
  }
  return openEmbedded(options, tools);
}

function openEmbedded(options: Options, tools: { readonly clock: SleepClock; readonly log: Log }): Backends {
  const taken = takeDatabase(options.data);
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
    operator: embeddedOperator(db, queue, { file: options.data, media: options.media, clock: tools.clock }),
    description: `embedded, in ${options.data}`,
    async close() {
      timers.close();
      db.close();
      taken[Symbol.dispose]();
    },
  };
}
