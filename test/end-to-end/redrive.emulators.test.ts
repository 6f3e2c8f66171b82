import { randomUUID } from "node:crypto";
import { PubSub } from "@google-cloud/pubsub";
import { describe, expect, inject, it } from "vitest";
import { KEPT_TOPICS, startStack } from "../../cli/stack.ts";
import { openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { googlePauses } from "../../shared/google/firestore/read-pauses.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { AGENTS, SIGNED_WITH, TOKENS } from "../support/fixtures.ts";
import { factsOf, runHeliograph } from "../support/run-heliograph.ts";
import { CONVERSATION_KEY, KEEP_DAYS } from "../support/stack.ts";
import { type Operated, redriveSuite } from "./redrive-suite.ts";

const PREFIX = "heliograph";
const RETRY = { minBackoffMs: 100, maxBackoffMs: 500, canDeadLetterInOrder: false };
const hosts = inject("emulators");

/** Runs the command line over the emulators. */
const runOver = (project: string, args: readonly string[]) =>
  runHeliograph([...args, "--project", project], {
    PUBSUB_EMULATOR_HOST: hosts?.pubsub,
    FIRESTORE_EMULATOR_HOST: hosts?.firestore,
  });

/** The functions in this process, over the emulators. */
async function open(bot: Bot): Promise<Operated> {
  process.env.PUBSUB_EMULATOR_HOST = hosts?.pubsub;
  const project = `test-${randomUUID()}`;
  const platform = await startPlatform({ clock: systemClock });
  const queue = pubsubQueue({ project, prefix: PREFIX });
  await queue.keep(KEPT_TOPICS);
  const publisher = googlePublisher({ project, prefix: PREFIX, emulator: hosts?.pubsub, timeoutMs: 10_000 });
  const db = openFirestore({ project, database: "(default)", emulator: hosts?.firestore });
  const agents = readAgents(JSON.stringify(AGENTS));
  const ids = agents.map(({ agent }) => agent);
  const apis = { rcs: platform.url, "business-messages": platform.url };
  const pauses = googlePauses({ project, database: "(default)", emulator: hosts?.firestore });
  const store = { publisher, pauses, history: firestoreHistory(db, KEEP_DAYS), timers: publishedTimers(publisher) };
  const engine = { agents, conversationKey: CONVERSATION_KEY, apis, bot, clock: systemClock, log: () => undefined };
  const config = {
    ring: readKeyRing(JSON.stringify(TOKENS), ids, "TOKENS"),
    agents: new Set(ids),
    conversationKey: CONVERSATION_KEY,
  };
  const stack = await startStack({ ...openEngine(store, engine), queue }, { config, port: 0, retry: RETRY });
  platform.connect({ url: stack.url, token: SIGNED_WITH });
  return {
    platform,
    publish: (topic, message) => publisher.publish(topic, message),
    run: (...args) => runOver(project, args),
    async [Symbol.asyncDispose]() {
      await stack.close();
      await db.terminate();
      await platform.close();
    },
  };
}

describe.skipIf(hosts === undefined)("heliograph dead-letters over the emulators", { timeout: 180_000 }, () => {
  redriveSuite(open);

  it("sends a dead letter again as it was, once, and records who did", async () => {
    const project = `test-${randomUUID()}`;
    await using pubsub = openPubsub(project);
    const [dead] = await pubsub.client.createTopic("heliograph-message-dead");
    await dead.createSubscription("heliograph-message-dead");
    const [topic] = await pubsub.client.createTopic("heliograph-message");
    const [live] = await topic.createSubscription("live", { enableMessageOrdering: true });
    const attributes = { kind: "message", conversation: "c", reason: "unreadable" };
    const data = Buffer.from([0, 255, 10]);
    await dead.publishMessage({ data, attributes: { ...attributes, CloudPubSubDeadLetterSourceTopic: "x" } });
    const args = ["dead-letters", "redrive", "--kind", "message", "--json"];
    expect((await runOver(project, [...args, "--dry-run"])).stdout).toContain('"redriven":1');
    const run = await runOver(project, args);
    expect(factsOf(run).at(-1)).toMatchObject({ redriven: 1, record: expect.stringMatching(/^audit\//) });
    expect(factsOf(await runOver(project, args)).at(-1)).toMatchObject({ redriven: 0 });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    live.on("message", (message) => {
      message.ack();
      resolve([[...message.data], message.attributes]);
    });
    expect(await promise).toEqual([
      [0, 255, 10],
      { kind: "message", conversation: "c", redrive: "1", published: expect.any(String) },
    ]);
    await live.close();
  });

  it("names the subscription that is missing, and what mends it", async () => {
    const { exitCode, stderr } = await runOver(`test-${randomUUID()}`, ["parked"]);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^Cannot read heliograph-parked: .* no such subscription: check --project and --prefix/),
    ]);
  });
});

function openPubsub(project: string) {
  const client = new PubSub({ projectId: project, apiEndpoint: hosts?.pubsub ?? "", emulatorMode: true });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}
