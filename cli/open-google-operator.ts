import { type Environment, readConversationKey, readStorage } from "../functions/settings.ts";
import type { Operator } from "../operations/operator.ts";
import { readAgents } from "../shared/base/agent.ts";
import { PUBLISH_MS } from "../shared/base/budgets.ts";
import { UnauthorisedError } from "../shared/base/errors.ts";
import { systemClock } from "../shared/google/clock.ts";
import { firestoreDocuments } from "../shared/google/firestore/documents.ts";
import { openFirestore } from "../shared/google/firestore/open.ts";
import { firestoreStatistics } from "../shared/google/firestore/statistics.ts";
import { accessToken } from "../shared/google/http/access-token.ts";
import { systemWorld } from "../shared/google/http/world.ts";
import { cloudLogLines } from "../shared/google/logging/log-lines.ts";
import { googleKeptMessages } from "../shared/google/pubsub/kept-messages.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { googleRetainedMessages } from "../shared/google/pubsub/retained-messages.ts";
import type { LogLines } from "../shared/ports/log-lines.ts";
import { storedHistory } from "../shared/store/history.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import { DEMO_AGENTS, DEMO_KEY } from "./demo-agents.ts";
import { googleStores } from "./open-personal-stores.ts";
import { openRehearsal } from "./open-rehearsal.ts";
import { googleSetUp } from "./open-set-up.ts";
import type { Target } from "./target.ts";

/** An operator, to be closed when the operation has ended. */
export interface OpenOperator extends AsyncDisposable {
  readonly operator: Operator;
  /** @throws Error that says how to log in, where Google does not know who asks. */
  requireLogin(): Promise<void>;
}

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

/** Nothing keeps what functions over the emulators log, unless LOGGING_API does. */
const NO_LINES: LogLines = { absence: "over the emulators no log is kept", async *find() {} };

/** Operates on a project, or on what runs over the emulators. @throws SettingsError that names the setting to mend. */
export function openGoogleOperator(target: Exclude<Target, { type: "embedded" }>): OpenOperator {
  const { type, env } = target;
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
    setUp: googleSetUp(target),
    logLines: isLogKept(type, env) ? cloudLogLines({ project, base: env.LOGGING_API }) : NO_LINES,
    statistics: firestoreStatistics(db),
    directory: async () => readDirectory(type, env),
    rehearse: async (options) => openRehearsal(options, { documents, directory: readDirectory(type, env) }),
    clock: systemClock,
  };
  return {
    operator,
    requireLogin: () => (type === "deployed" ? requireLogin(project) : Promise.resolve()),
    // Firestore's client crashes the process when it is closed while it tries again what nobody waits for any more.
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Firestore's client crashes the process where there is nobody to log in as. */
async function requireLogin(project: string): Promise<void> {
  try {
    await accessToken(SCOPE, {}, systemWorld)();
  } catch (cause) {
    const mend = "run gcloud auth application-default login";
    throw new UnauthorisedError(`Cannot operate on the project ${project}: Google does not know who asks: ${mend}`, {
      cause,
    });
  }
}

function isLogKept(type: Target["type"], { LOGGING_API }: Environment): boolean {
  return type === "deployed" || LOGGING_API !== undefined;
}

/** Over the emulators, the agents of `npm start -- --emulators` unless others are set. */
function readDirectory(type: Target["type"], env: Environment): AgentDirectory {
  const isDemo = type === "emulators" && env.AGENTS === undefined && env.CONVERSATION_KEY === undefined;
  if (isDemo) return { agents: DEMO_AGENTS, conversationKey: DEMO_KEY };
  return { agents: readAgents(env.AGENTS), conversationKey: readConversationKey(env) };
}
