import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Actor, act, castActors, playGreeting, playScene, type Stage } from "../../cli/demo.ts";
import { demoConversation } from "../../cli/demo-agents.ts";
import { openFacts } from "../../cli/facts.ts";
import { startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { readOptions } from "../../cli/options.ts";
import type { Answer, Bot } from "../../shared/bot/bot.ts";
import type { People } from "../../shared/bot/people.ts";
import { carousel, expireAfter, text } from "../../shared/reply/reply.ts";

const SILENT: Bot = { persona: { displayName: "Silent" }, answer: () => [] };
const DESK: People = { hours: () => ({ isOpen: true }), waitMinutes: 5, silenceMinutes: 5 };
const HANDS_OVER: Bot = { ...SILENT, people: DESK, answer: () => [{ type: "handOver" }] };
const SURVEYS: Bot = { ...SILENT, answer: () => [text("Thanks."), { type: "survey" }] };
const CARDS = [{ title: "One" }, { title: "Two" }] as const;
const SHOWS: Bot = { ...SILENT, answer: () => [carousel(CARDS), text("Soon gone.", { expiry: expireAfter(1) })] };
const STREAMS: Bot = { ...SILENT, answer: stream };
const TALKATIVE: Bot = { persona: { displayName: "Talkative" }, answer: () => [text("One."), text("Two.")] };
const MEMORY = ":memory:";

async function* stream(): AsyncGenerator<Answer> {
  yield text("One.");
  await setTimeout(200);
  yield text("Two.");
}

/** One start of the demonstration, over a database file. */
async function onStage<T>(given: { bot: Bot; data: string }, play: (stage: Stage) => Promise<T>): Promise<T> {
  const clock = movableClock();
  const options = readOptions(["--port", "0", "--data", given.data]);
  await using system = await startLocalSystem(options, { bot: given.bot, facts: openFacts(clock), clock });
  return await play(system);
}

/** Plays the scene, and counts what the phone shows then. */
async function play(actor: Actor, stage: Stage): Promise<number> {
  await playScene(actor, stage);
  return stage.platform.phone(actor.channel, actor.address).messages.length;
}

const playAll = (actors: readonly Actor[]) => async (stage: Stage) => {
  const counts: number[] = [];
  for (const actor of actors) counts.push(await play(actor, stage));
  return counts;
};

async function unsubscribe(actor: Actor, stage: Stage): Promise<void> {
  await act(actor, { do: "stop" }, stage);
  const conversation = demoConversation(actor.channel, actor.address);
  await expect.poll(async () => (await stage.history.load(conversation)).state?.consent?.isOptedOut).toBe(true);
  await act(actor, { do: "stop", word: "STOP" }, stage);
}

describe("playScene()", () => {
  it.each([
    ["is silent", SILENT, [0, 0]],
    ["answers twice", TALKATIVE, [2, 2]],
    ["answers one by one", STREAMS, [2, 2]],
    ["shows cards, and what soon expires", SHOWS, [2, 2]],
    ["calls a person", HANDS_OVER, [1, 1]],
    ["asks what the user thinks, which only Business Messages does", SURVEYS, [1, 1]],
  ])("ends well with a bot that %s", async (_case, bot, counts) => {
    expect(await onStage({ bot, data: MEMORY }, playAll(castActors()))).toEqual(counts);
  });

  it("ends well at a second start over the same database after STOP", async () => {
    const place = await mkdtemp(join(tmpdir(), "heliograph-demo-"));
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => rm(place, { recursive: true }));
    const start = { bot: TALKATIVE, data: join(place, "local.sqlite") };
    const [rcs, businessMessages] = castActors();
    await onStage(start, (stage) => unsubscribe(rcs, stage));
    expect(await onStage(start, playAll([rcs, businessMessages]))).toEqual([3, 2]);
  });
});

describe("playGreeting()", () => {
  it("has the agent write first, as RCS begins", async () => {
    const [rcs] = castActors();
    const lines = await onStage({ bot: SILENT, data: MEMORY }, async (stage) => {
      await playGreeting(rcs, stage);
      return stage.platform.screen(rcs).lines;
    });
    expect(lines).toMatchObject([{ by: "agent", text: expect.stringContaining("the agent writes first") }]);
  });
});

describe("castActors()", () => {
  it("casts users whom history does not know", () => {
    const phones = Array.from({ length: 9 }, () => castActors()[0].address);
    expect(new Set(phones).size).toBeGreaterThan(1);
  });
});
