import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openBackends } from "../../cli/backends.ts";
import { type Actor, castActors, DEMO_KEY, playScene, type Stage, send } from "../../cli/demo.ts";
import { createNarrator } from "../../cli/narrator.ts";
import { readOptions } from "../../cli/options.ts";
import { startFunctions } from "../../cli/start-functions.ts";
import type { Address } from "../../shared/base/ids.ts";
import type { Answer, Bot } from "../../shared/bot/bot.ts";
import type { People } from "../../shared/bot/people.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { carousel, expireAfter, text } from "../../shared/reply/reply.ts";
import { rcsUser } from "../../simulator/phones/user.ts";
import { startPlatform } from "../../simulator/platform.ts";

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
  const narrator = createNarrator(
    () => undefined,
    () => performance.now(),
  );
  const options = readOptions(["--port", "0", "--data", given.data]);
  await using opened = new AsyncDisposableStack();
  const backends = await openBackends(options, { clock: systemClock, log: narrator.log });
  opened.defer(() => backends.close());
  const platform = opened.use(await startPlatform({ clock: systemClock, onFact: narrator.onFact }));
  const stack = await startFunctions(backends, options, { bot: given.bot, narrator, api: platform.url });
  opened.defer(() => stack.close());
  return await play({ url: stack.url, platform, history: backends.history, narrator, clock: systemClock });
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
  const { channel, agent, address } = actor;
  const user = rcsUser({ phone: address, agent: agent.agent, clock: systemClock });
  await send(actor, user.unsubscribed(), stage);
  const conversation = conversationId(DEMO_KEY, { channel, agent: agent.agent, address: address as Address });
  await expect.poll(async () => (await stage.history.load(conversation)).state?.consent?.isOptedOut).toBe(true);
  await send(actor, user.text("STOP"), stage);
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
    expect(await onStage({ bot, data: MEMORY }, playAll(castActors(systemClock)))).toEqual(counts);
  });

  it("ends well at a second start over the same database after STOP", async () => {
    const place = await mkdtemp(join(tmpdir(), "heliograph-demo-"));
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => rm(place, { recursive: true }));
    const start = { bot: TALKATIVE, data: join(place, "local.sqlite") };
    const [rcs, businessMessages] = castActors(systemClock);
    await onStage(start, (stage) => unsubscribe(rcs, stage));
    expect(await onStage(start, playAll([rcs, businessMessages]))).toEqual([3, 2]);
  });
});

describe("castActors()", () => {
  it("casts users whom history does not know", () => {
    const phones = Array.from({ length: 9 }, () => castActors(systemClock)[0].address);
    expect(new Set(phones).size).toBeGreaterThan(1);
  });
});
