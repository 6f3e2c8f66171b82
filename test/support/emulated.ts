import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { subscription } from "../../cli/stack.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { BUNDLES, endpointOf, runFunction, startEach } from "./bundles.ts";
import { AGENTS, SIGNED_WITH, TOKENS } from "./fixtures.ts";
import { CONVERSATION_KEY, KEEP_DAYS, keep, type SystemUnderTest, type Tokens } from "./stack.ts";

/** Where the official emulators listen. */
export interface EmulatorHosts {
  readonly pubsub: string;
  readonly firestore: string;
}

/** The emulators, and the folder with the built functions. */
export interface Emulated extends EmulatorHosts {
  readonly bundles: string;
}

/** The built bundles in processes of their own, over the official emulators, told by the environment alone. */
export async function startEmulated(
  { bundles, ...hosts }: Emulated,
  tokens: Tokens = TOKENS,
): Promise<SystemUnderTest> {
  process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
  const project = `test-${randomUUID()}`;
  const platform = await startPlatform({ clock: systemClock });
  const env = { ...environment(hosts, project, platform.url), CLIENT_TOKENS: JSON.stringify(tokens) };
  const running = await startEach((bundle) =>
    runFunction(BUNDLES[bundle], env, { source: join(bundles, BUNDLES[bundle]) }),
  );
  const all = Object.values(running);
  const { url } = running.ingress;
  platform.connect({ url, token: SIGNED_WITH });
  const queue = pubsubQueue({ project, prefix: "heliograph" });
  const kept = await keep(queue);
  const retry = { minBackoffMs: 100, maxBackoffMs: 500, canDeadLetterInOrder: false };
  await queue.subscribe(KINDS.map((kind) => subscription(kind, endpointOf(kind, running), retry)));
  const rest = openFirestoreRest({ project, database: "(default)", emulator: hosts.firestore });
  return {
    url,
    platform,
    history: firestoreHistory(rest, KEEP_DAYS),
    kept,
    logs: () => all.map((one) => one.output()).join(""),
    async close() {
      await Promise.all(all.map((one) => one.kill()));
      await queue.close();
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
