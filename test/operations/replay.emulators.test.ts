import { randomUUID } from "node:crypto";
import { describe, expect, inject, it, vi } from "vitest";
import { subscriptions } from "../../cli/stack.ts";
import { openEngine } from "../../functions/compose.ts";
import { messages } from "../../functions/messages/messages.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreDocuments } from "../../shared/google/firestore/documents.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { googlePauses } from "../../shared/google/firestore/read-pauses.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { serve } from "../../shared/local/serve.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { storedHistory } from "../../shared/store/history.ts";
import { startPlatform } from "../../simulator/platform.ts";
import type { EmulatorHosts } from "../support/emulated.ts";
import { AGENTS } from "../support/fixtures.ts";
import { oldMessages, phoneOf, startCommand } from "../support/replay-bench.ts";
import { openBot } from "../support/test-bot.ts";

const TURNS = Number(process.env.REPLAY_TURNS ?? 500);
const LIMIT = { timeout: 900_000 };
const RETRY = { minBackoffMs: 100, maxBackoffMs: 500, canDeadLetterInOrder: false };
const hosts = inject("emulators");

/** The function of messages over the emulators, which counts what it has taken of each topic. */
async function openBench({ pubsub, firestore }: EmulatorHosts) {
  process.env.PUBSUB_EMULATOR_HOST = pubsub;
  const project = `test-${randomUUID()}`;
  const where = { project, prefix: "heliograph", emulator: pubsub };
  const db = openFirestore({ project, database: "(default)", emulator: firestore });
  const platform = await startPlatform({ clock: systemClock });
  const publisher = googlePublisher({ ...where, timeoutMs: 60_000 });
  const apis = { rcs: platform.url, "business-messages": platform.url };
  const engine = openEngine(
    {
      publisher,
      history: storedHistory(firestoreDocuments(db), 90),
      timers: publishedTimers(publisher),
      pauses: googlePauses(openFirestoreRest({ project, database: "(default)", emulator: firestore })),
    },
    {
      agents: readAgents(JSON.stringify(AGENTS)),
      conversationKey: "key",
      apis,
      bot: openBot(),
      clock: systemClock,
      log: () => undefined,
    },
  );
  const fn = messages(engine);
  const taken = { live: new Set<string>(), replayed: new Set<string>() };
  const served = await serve(
    async (request) => {
      const response = await fn(request);
      const { message, subscription } = JSON.parse(String(request.body));
      const of = String(subscription).endsWith("-replay") ? taken.replayed : taken.live;
      if (response.status === 200) of.add(String(message.messageId));
      return response;
    },
    { port: 0 },
  );
  const queue = pubsubQueue({ ...where, retains: true });
  await queue.subscribe(KINDS.flatMap((kind) => subscriptions(kind, served.url, RETRY)));
  const close = async () => {
    await queue.close();
    await served.close();
    await platform.close();
    await db.terminate();
  };
  const dump = async () => {
    const found = await Promise.all(["conversations", "turns"].map((name) => db.collectionGroup(name).get()));
    return found.flatMap(({ docs }) => docs.map((doc) => [doc.ref.path, doc.updateTime.toMillis(), doc.data()])).sort();
  };
  return { project, publisher, platform, taken, dump, close };
}

describe.skipIf(hosts === undefined)("heliograph replay over the emulators", () => {
  it(`leaves history as it is and the phones silent when ${TURNS} turns are replayed twice`, LIMIT, async () => {
    if (hosts === undefined) return;
    const bench = await openBench(hosts);
    const { platform, taken } = bench;
    for (const message of oldMessages(TURNS)) await bench.publisher.publish("message", message);
    const published = async (of: ReadonlySet<string>, count: number) =>
      vi.waitFor(() => expect(of.size).toBeGreaterThanOrEqual(count), { timeout: 300_000, interval: 50 });
    await published(taken.live, TURNS);
    const phones = () => JSON.stringify([0, 1].map((n) => platform.phone("rcs", phoneOf(n))));
    const before = [await bench.dump(), phones()];
    for (const round of [1, 2]) {
      process.env.FIRESTORE_EMULATOR_HOST = hosts.firestore;
      const { ended } = startCommand("replay", "--project", bench.project, "--from", "7d", "--rate", "10000");
      expect(await ended).toMatchObject({
        code: 0,
        out: expect.stringMatching(/by seek; .*\n(.*\n)*.* messages published/),
      });
      await published(taken.replayed, TURNS * round);
      expect([await bench.dump(), phones()]).toEqual(before);
    }
    expect(taken.live.size).toBeLessThan(TURNS * 2);
    await bench.close();
  });
});
