import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { Platform } from "../../simulator/platform.ts";
import { startKillable } from "../support/killable.ts";
import { runStory, type StorySystem } from "./random-story.ts";

const TURNS = Number(process.env.TURNS ?? 60);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const CRASH_EVERY_MS = Number(process.env.CRASH_EVERY_MS ?? 1500);
const WAITING = "SELECT count(*) AS waiting FROM queue WHERE topic NOT LIKE '%-dead' AND topic NOT LIKE '%-handoff'";
const DEAD = "SELECT DISTINCT topic FROM queue WHERE topic LIKE '%-dead' OR topic LIKE '%-parked'";

it(`the embedded system keeps its promises, whatever fails (SEED=${SEED} TURNS=${TURNS})`, {
  timeout: 60_000 + TURNS * 1000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "heliograph-"));
  try {
    await runStory({ seed: SEED, turns: TURNS, crashEveryMs: CRASH_EVERY_MS, quietMs: 1300, start: start(folder) });
  } finally {
    await rm(folder, { recursive: true });
  }
  expect.hasAssertions();
});

function start(folder: string): (platform: Platform) => Promise<StorySystem> {
  return async ({ url }) => {
    const file = join(folder, "story.sqlite");
    const script = "test/conversations/random-embedded-process.ts";
    const killable = await startKillable(script, { DATABASE: file, API: url });
    const db = openDatabase(file);
    return {
      ...killable,
      history: localHistory(db),
      pending: () => Number(db.prepare(WAITING).get()?.waiting),
      dead: () =>
        db
          .prepare(DEAD)
          .all()
          .map(({ topic }) => String(topic)),
      async close() {
        await killable.close();
        db.close();
      },
    };
  };
}
