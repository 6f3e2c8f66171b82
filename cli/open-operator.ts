import { type Environment, readConversationKey, readStorage } from "../functions/settings.ts";
import type { Operator } from "../operations/operator.ts";
import { readAgents } from "../shared/base/agent.ts";
import { PUBLISH_MS } from "../shared/base/budgets.ts";
import { systemClock } from "../shared/google/clock.ts";
import { firestoreDocuments } from "../shared/google/firestore/documents.ts";
import { openFirestore } from "../shared/google/firestore/open.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { googleRetainedMessages } from "../shared/google/pubsub/retained-messages.ts";
import { type LocalDatabase, openDatabase } from "../shared/local/database.ts";
import { localDocuments } from "../shared/local/documents.ts";
import { localHistory } from "../shared/local/history.ts";
import { type LocalQueue, localQueue } from "../shared/local/queue.ts";
import { localRetainedMessages } from "../shared/local/retained-messages.ts";
import { storedHistory } from "../shared/store/history.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import { DEMO_AGENTS, DEMO_KEY } from "./demo.ts";
import { openRehearsal } from "./open-rehearsal.ts";
import type { Target } from "./target.ts";

/** An operator, to be closed when the operation has ended. */
export interface OpenOperator extends AsyncDisposable {
  readonly operator: Operator;
}

/** Opens what an operator reaches. @throws SettingsError that names the setting to mend. */
export function openOperator(target: Target): OpenOperator {
  return target.type === "embedded" ? openEmbedded(target.file) : openGoogle(target);
}

/** Operates on an embedded database that this process has open. */
export function embeddedOperator(db: LocalDatabase, queue: LocalQueue, file: string): Operator {
  const documents = localDocuments(db);
  const directory = { agents: DEMO_AGENTS, conversationKey: DEMO_KEY };
  return {
    deployment: { type: "embedded", name: file },
    publisher: queue.publisher,
    retained: localRetainedMessages(db, queue),
    documents,
    history: localHistory(db),
    directory: async () => directory,
    rehearse: (options) => openRehearsal(options, { documents, directory }),
    clock: systemClock,
  };
}

/** What is published here waits for the next `npm start`. */
function openEmbedded(file: string): OpenOperator {
  const db = openDatabase(file);
  const queue = localQueue(db, { clock: systemClock, log: () => undefined });
  return { operator: embeddedOperator(db, queue, file), [Symbol.asyncDispose]: async () => db.close() };
}

function openGoogle({ type, env }: Exclude<Target, { type: "embedded" }>): OpenOperator {
  const { project, topicPrefix: prefix, firestoreDatabase: database, historyDays, ...emulators } = readStorage(env);
  const { pubsubEmulator, firestoreEmulator: emulator } = emulators;
  // The client libraries ask for Google's metadata server even beside an emulator.
  if (type === "emulators") process.env.METADATA_SERVER_DETECTION = "none";
  const db = openFirestore({ project, database, emulator });
  const documents = firestoreDocuments(db);
  const operator: Operator = {
    deployment: { type, name: project },
    retained: googleRetainedMessages({ project, prefix, emulator: pubsubEmulator }),
    publisher: googlePublisher({ project, prefix, emulator: pubsubEmulator, timeoutMs: PUBLISH_MS }),
    documents,
    history: storedHistory(documents, historyDays),
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
