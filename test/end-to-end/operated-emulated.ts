import { randomUUID } from "node:crypto";
import type { Firestore } from "@google-cloud/firestore";
import { KEPT_TOPICS, startStack } from "../../cli/stack.ts";
import { openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { googlePauses } from "../../shared/google/firestore/read-pauses.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { cloudLogging } from "../support/cloud-logging.ts";
import type { EmulatorHosts } from "../support/emulated.ts";
import { AGENTS, SIGNED_WITH, TOKENS } from "../support/fixtures.ts";
import { runHeliograph, startHeliograph } from "../support/run-heliograph.ts";
import { CONVERSATION_KEY, KEEP_DAYS } from "../support/stack.ts";
import type { Operated } from "./operated.ts";

const PREFIX = "heliograph";
const DATABASE = "(default)";
const RETRY = { minBackoffMs: 100, maxBackoffMs: 500, canDeadLetterInOrder: false };

/** The environment of a command line over the emulators, with the settings that it needs for a phone number. */
export function commandEnv({ pubsub, firestore }: EmulatorHosts): Readonly<Record<string, string>> {
  return {
    PUBSUB_EMULATOR_HOST: pubsub,
    FIRESTORE_EMULATOR_HOST: firestore,
    AGENTS: JSON.stringify(AGENTS),
    CONVERSATION_KEY,
  };
}

/** The functions in this process, over the emulators. A stand-in keeps their log. */
export async function operatedEmulated(bot: Bot, hosts: EmulatorHosts): Promise<Operated> {
  process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
  const project = `test-${randomUUID()}`;
  const platform = await startPlatform({ clock: systemClock });
  const logging = await cloudLogging();
  const queue = pubsubQueue({ project, prefix: PREFIX, retains: true });
  await queue.keep(KEPT_TOPICS);
  const publisher = googlePublisher({ project, prefix: PREFIX, emulator: hosts.pubsub, timeoutMs: 10_000 });
  const db = openFirestore({ project, database: DATABASE, emulator: hosts.firestore });
  const agents = readAgents(JSON.stringify(AGENTS));
  const ids = agents.map(({ agent }) => agent);
  const apis = { rcs: platform.url, "business-messages": platform.url };
  const rest = openFirestoreRest({ project, database: DATABASE, emulator: hosts.firestore });
  const pauses = googlePauses(rest);
  const store = { publisher, pauses, history: firestoreHistory(rest, KEEP_DAYS), timers: publishedTimers(publisher) };
  const engine = { agents, conversationKey: CONVERSATION_KEY, apis, bot, clock: systemClock, log: logging.log };
  const ring = readKeyRing(JSON.stringify(TOKENS), ids, "TOKENS");
  const config = { ring, agents: new Set(ids), conversationKey: CONVERSATION_KEY };
  const stack = await startStack({ ...openEngine(store, engine), queue }, { config, port: 0, retry: RETRY });
  platform.connect({ url: stack.url, token: SIGNED_WITH });
  const env = { ...commandEnv(hosts), LOGGING_API: logging.url, RCS_API: platform.url };
  return {
    platform,
    publish: (topic, message) => publisher.publish(topic, message),
    run: (...args) => runHeliograph([...args, "--project", project], env),
    start: (...args) => startHeliograph([...args, "--project", project], env),
    logs: logging.lines,
    stored: () => documentsOf(db),
    skipHalfMinute: () => undefined,
    async [Symbol.asyncDispose]() {
      await stack.close();
      await db.terminate();
      await platform.close();
    },
  };
}

/** Each document of the database, as text: those of collections at its root, and turns beneath them. */
async function documentsOf(db: Firestore): Promise<string> {
  const collections = [...(await db.listCollections()).map(({ id }) => id), "turns"];
  const found = await Promise.all(collections.map((name) => db.collectionGroup(name).get()));
  const all = found.flatMap(({ docs }) => docs.map((doc) => `${doc.ref.path} ${JSON.stringify(doc.data())}`));
  return all.join("\n");
}
