import { randomUUID } from "node:crypto";
import { subscription } from "../../cli/stack.ts";
import { KINDS, type Kind } from "../../shared/envelope/kind.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openFirestore } from "../../shared/google/firestore.ts";
import { firestoreHistory } from "../../shared/google/history.ts";
import { pubsubQueue } from "../../shared/google/queue.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { AGENTS, SIGNED_WITH, TOKENS } from "../fixtures.ts";
import { runFunction } from "./bundles.ts";
import { CONVERSATION_KEY, keep, type SystemUnderTest, type Tokens } from "./stack.ts";

/** Where the official emulators listen. */
export interface EmulatorHosts {
  readonly pubsub: string;
  readonly firestore: string;
}

/** The built bundles in processes of their own, over the official emulators, told by the environment alone. */
export async function startEmulated(hosts: EmulatorHosts, tokens: Tokens = TOKENS): Promise<SystemUnderTest> {
  process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
  const project = `test-${randomUUID()}`;
  const platform = await startPlatform({ clock: systemClock });
  const env = { ...environment(hosts, project, platform.url), CLIENT_TOKENS: JSON.stringify(tokens) };
  const [ingress, message, event, receipt] = await Promise.all(
    ["ingress", "messages", "events", "receipts"].map((name) => runFunction(name, env)),
  );
  if (!ingress || !message || !event || !receipt) throw new Error("Not every function runs");
  platform.connect({ url: ingress.url, token: SIGNED_WITH });
  const subscribers: Readonly<Record<Kind, typeof ingress>> = { message, event, receipt };
  const queue = pubsubQueue({ project, prefix: "heliograph" });
  const kept = await keep(queue);
  const retry = { minBackoffMs: 100, maxBackoffMs: 500, canDeadLetterInOrder: false };
  await queue.subscribe(KINDS.map((kind) => subscription(kind, subscribers[kind].url, retry)));
  const db = openFirestore({ project, database: "(default)", emulator: hosts.firestore });
  return {
    url: ingress.url,
    platform,
    history: firestoreHistory(db),
    kept,
    logs: () => [ingress, message, event, receipt].map((running) => running.output()).join(""),
    async close() {
      await Promise.all([ingress, message, event, receipt].map((running) => running.kill()));
      await queue.close();
      await db.terminate();
      await kept.close();
      await platform.close();
    },
  };
}

/** Nothing but these variables is needed to run the built functions. */
export function environment(hosts: EmulatorHosts, project: string, api: string): Readonly<Record<string, string>> {
  return {
    GOOGLE_CLOUD_PROJECT: project,
    PUBSUB_EMULATOR_HOST: hosts.pubsub,
    FIRESTORE_EMULATOR_HOST: hosts.firestore,
    AGENTS: JSON.stringify(AGENTS),
    CLIENT_TOKENS: JSON.stringify(TOKENS),
    CONVERSATION_KEY,
    RCS_API: api,
    BUSINESS_MESSAGES_API: api,
  };
}
