import { type Environment, readConversationKey, readStorage } from "../functions/settings.ts";
import type { Operator } from "../operations/operator.ts";
import { readAgents } from "../shared/base/agent.ts";
import { PUBLISH_MS } from "../shared/base/budgets.ts";
import { systemClock } from "../shared/google/clock.ts";
import { firestoreDocuments } from "../shared/google/firestore/documents.ts";
import { openFirestore } from "../shared/google/firestore/open.ts";
import { cloudLogLines } from "../shared/google/logging/log-lines.ts";
import { googleKeptMessages } from "../shared/google/pubsub/kept-messages.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { googleRetainedMessages } from "../shared/google/pubsub/retained-messages.ts";
import { type LocalDatabase, openDatabase } from "../shared/local/database.ts";
import { localDocuments } from "../shared/local/documents.ts";
import { localHistory } from "../shared/local/history.ts";
import { localKeptMessages } from "../shared/local/kept-messages.ts";
import { localLogLines } from "../shared/local/log-lines.ts";
import { type LocalQueue, localQueue } from "../shared/local/queue.ts";
import { localRetainedMessages } from "../shared/local/retained-messages.ts";
import type { LogLines } from "../shared/ports/log-lines.ts";
import { storedHistory } from "../shared/store/history.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import { DEMO_AGENTS, DEMO_KEY } from "./demo.ts";
import { embeddedStores, googleStores } from "./open-personal-stores.ts";
import { openRehearsal } from "./open-rehearsal.ts";
import type { Target } from "./target.ts";

/** An operator, to be closed when the operation has ended. */
export interface OpenOperator extends AsyncDisposable {
  readonly operator: Operator;
}

/** Nothing keeps what functions over the emulators log. */
const NO_LINES: LogLines = { absence: "over the emulators no log is kept", async *find() {} };

/** Opens what an operator reaches. @throws SettingsError that names the setting to mend. */
export function openOperator(target: Target): OpenOperator {
  return target.type === "embedded" ? openEmbedded(target) : openGoogle(target);
}

/** Operates on an embedded database that this process has open. */
export function embeddedOperator(
  db: LocalDatabase,
  queue: LocalQueue,
  { file, media }: { readonly file: string; readonly media: string | undefined },
): Operator {
  const documents = localDocuments(db);
  const directory = { agents: DEMO_AGENTS, conversationKey: DEMO_KEY };
  return {
    deployment: { type: "embedded", name: file },
    publisher: queue.publisher,
    kept: localKeptMessages(db, { clock: systemClock, nameOf: queue.nameOf }),
    retained: localRetainedMessages(db, queue),
    documents,
    personal: embeddedStores(db, directory, media),
    history: localHistory(db),
    logLines: localLogLines(db),
    directory: async () => directory,
    rehearse: (options) => openRehearsal(options, { documents, directory }),
    clock: systemClock,
  };
}

/** What is published here waits for the next `npm start`. */
function openEmbedded({ file, media }: Extract<Target, { type: "embedded" }>): OpenOperator {
  const db = openDatabase(file);
  const queue = localQueue(db, { clock: systemClock, log: () => undefined });
  return { operator: embeddedOperator(db, queue, { file, media }), [Symbol.asyncDispose]: async () => db.close() };
}

function openGoogle({ type, env }: Exclude<Target, { type: "embedded" }>): OpenOperator {
  const { project, topicPrefix: prefix, firestoreDatabase: database, historyDays, ...emulators } = readStorage(env);
  const { pubsubEmulator, firestoreEmulator: emulator } = emulators;
  // The client libraries ask for Google's metadata server even beside an emulator.
  if (type === "emulators") process.env.METADATA_SERVER_DETECTION = "none";
  const db = openFirestore({ project, database, emulator });
  const documents = firestoreDocuments(db);
  const topics = { project, prefix, emulator: pubsubEmulator };
  const operator: Operator = {
    deployment: { type, name: project },
    publisher: googlePublisher({ ...topics, timeoutMs: PUBLISH_MS }),
    kept: googleKeptMessages(topics),
    retained: googleRetainedMessages(topics),
    documents,
    personal: googleStores(env),
    history: storedHistory(documents, historyDays),
    logLines: type === "deployed" ? cloudLogLines({ project, base: env.LOGGING_API }) : NO_LINES,
    directory: async () => readDirectory(type, env),
    rehearse: async (options) => openRehearsal(options, { documents, directory: readDirectory(type, env) }),
    clock: systemClock,
  };
  return { operator, [Symbol.asyncDispose]: () => db.terminate() };
}

/** Over the emulators, the agents of `npm start -- --emulators` unless others are set. */
function readDirectory(type: Target["type"], env: Environment): AgentDirectory {
  const isDemo = type === "emulators" && env.AGENTS === undefined && env.CONVERSATION_KEY === undefined;
  if (isDemo) return { agents: DEMO_AGENTS, conversationKey: DEMO_KEY };
  return { agents: readAgents(env.AGENTS), conversationKey: readConversationKey(env) };
}
