import type { Operator } from "../operations/operator.ts";
import { present } from "../shared/base/present.ts";
import { systemClock } from "../shared/google/clock.ts";
import { type LocalDatabase, openDatabase } from "../shared/local/database.ts";
import { localDocuments } from "../shared/local/documents.ts";
import { localHistory } from "../shared/local/history.ts";
import { localKeptMessages } from "../shared/local/kept-messages.ts";
import { localLogLines } from "../shared/local/log-lines.ts";
import { type LocalQueue, localQueue } from "../shared/local/queue.ts";
import { localRetainedMessages } from "../shared/local/retained-messages.ts";
import { localStatistics } from "../shared/local/statistics.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import { DEMO_AGENTS, DEMO_KEY } from "./demo-agents.ts";
import type { OpenOperator } from "./open-google-operator.ts";
import { embeddedStores } from "./open-personal-stores.ts";
import { openRehearsal } from "./open-rehearsal.ts";
import { embeddedSetUp, type RunningPlaces } from "./open-set-up.ts";
import type { Target } from "./target.ts";

/** Opens what an operator reaches. @throws SettingsError that names the setting to mend. */
export async function openOperator(target: Target): Promise<OpenOperator> {
  if (target.type === "embedded") return openEmbedded(target);
  // Google's clients take longer to load than most of what is asked of an embedded database.
  const { openGoogleOperator } = await import("./open-google-operator.ts");
  return openGoogleOperator(target);
}

/** What belongs to an embedded database. */
interface EmbeddedPlaces {
  readonly file: string;
  readonly media: string | undefined;
  /** Nothing runs unless it is set. */
  readonly running?: Partial<RunningPlaces>;
  readonly clock?: SleepClock;
}

/** Operates on an embedded database that this process has open. */
export function embeddedOperator(
  db: LocalDatabase,
  queue: LocalQueue,
  { file, media, running = {}, clock = systemClock }: EmbeddedPlaces,
): Operator {
  const documents = localDocuments(db);
  const directory = { agents: DEMO_AGENTS, conversationKey: DEMO_KEY };
  return {
    deployment: { type: "embedded", name: file },
    publisher: queue.publisher,
    kept: localKeptMessages(db, { clock, nameOf: queue.nameOf }),
    retained: localRetainedMessages(db, queue),
    documents,
    personal: embeddedStores(db, directory, media),
    history: localHistory(db),
    logLines: localLogLines(db),
    statistics: localStatistics(db),
    setUp: embeddedSetUp(db, running),
    directory: async () => directory,
    rehearse: (options) => openRehearsal(options, { documents, directory }),
    clock,
  };
}

/** What is published here waits for the next `npm start`. */
function openEmbedded({ file, media, api }: Extract<Target, { type: "embedded" }>): OpenOperator {
  const db = openDatabase(file);
  const queue = localQueue(db, { clock: systemClock, log: () => undefined });
  return {
    operator: embeddedOperator(db, queue, {
      file,
      media,
      running: present({ access: api === undefined ? undefined : { base: api } }),
    }),
    requireLogin: async () => undefined,
    [Symbol.asyncDispose]: async () => db.close(),
  };
}
