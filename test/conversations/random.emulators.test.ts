import { randomUUID } from "node:crypto";
import { describe, inject, it } from "vitest";
import { KEPT_TOPICS } from "../../cli/stack.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import type { Platform } from "../../simulator/platform.ts";
import type { EmulatorHosts } from "../support/emulated.ts";
import { startKillable } from "../support/killable.ts";
import { keep } from "../support/stack.ts";
import { runStory, type StorySystem } from "./random-story.ts";

const TURNS = Number(process.env.TURNS ?? 24);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const CRASH_EVERY_MS = Number(process.env.CRASH_EVERY_MS ?? 6000);
/** The emulator waits longer before each further push. */
const QUIET_MS = 6000;
const KEEP_DAYS = 90;

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("the functions over Google's emulators", () => {
  it(`keep their promises, whatever fails (SEED=${SEED} TURNS=${TURNS})`, {
    timeout: 480_000 + TURNS * 2000,
  }, async () => {
    if (hosts === undefined) return;
    const options = { seed: SEED, turns: TURNS, crashEveryMs: CRASH_EVERY_MS, quietMs: QUIET_MS };
    await runStory({ ...options, start: start(hosts) });
  });
});

function start(hosts: EmulatorHosts): (platform: Platform) => Promise<StorySystem> {
  return async ({ url }) => {
    process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
    const project = `test-${randomUUID()}`;
    const queue = pubsubQueue({ project, prefix: "heliograph" });
    const kept = await keep(queue);
    const killable = await startKillable("test/conversations/random-emulated-process.ts", {
      PROJECT: project,
      API: url,
      PUBSUB_EMULATOR_HOST: hosts.pubsub,
      FIRESTORE_EMULATOR_HOST: hosts.firestore,
    });
    const rest = openFirestoreRest({ project, database: "(default)", emulator: hosts.firestore });
    return {
      ...killable,
      history: firestoreHistory(rest, KEEP_DAYS),
      pending: () => 0,
      dead: () => KEPT_TOPICS.filter((topic) => topic !== "handoff" && kept.on(topic).length > 0),
      async close() {
        await killable.close();
        await queue.close();
        await kept.close();
      },
    };
  };
}
