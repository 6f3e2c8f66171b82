import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { Answer, Turn } from "../../shared/bot/bot.ts";
import { bot, botOf, echo, gate, PEOPLE, wordsOf } from "../support/bots.ts";
import { fastClock, skippingClock } from "../support/clocks.ts";
import { openScene, shownLines, WAIT, waitForLines } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
/** A busy machine may be late by half a second, which must be less than is left when the indicator is refreshed. */
const FAST = 8;
/** Where nothing depends on it. */
const FASTER = 40;
/** How long the indicator shows. */
const SHOWN_MS = 20_000;

describe.each(CHANNELS)("a bot that is slow on %s", (channel) => {
  it("is seen typing until it answers, without a gap", async () => {
    const slow = gate();
    const answer = async (turn: Turn) => {
      await slow.passed();
      return echo(turn);
    };
    await using scene = await openScene({ bot: botOf(answer), clock: fastClock(FAST) });
    const ada = scene.user(channel);
    await ada.says("slow");
    await ada.until(({ typingStarts }) => typingStarts === 3);
    slow.open();
    await ada.sees(1);
    await scene.untilIdle();
    const { timeline, isTyping } = ada.view();
    const times = timeline.flatMap(({ act, at }) => (["typing", "message"].includes(act.type) ? [at.getTime()] : []));
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(SHOWN_MS);
    expect(isTyping).toBe(false);
  });

  it("is aborted before its time ends, and asked again", async () => {
    const told: boolean[] = [];
    const answer = async (turn: Turn) => {
      if (told.length > 0) return echo(turn);
      await new Promise((resolve) => turn.signal.addEventListener("abort", resolve));
      told.push(turn.signal.aborted);
      throw new Error("Gave up");
    };
    await using scene = await openScene({ bot: botOf(answer), clock: fastClock(FASTER) });
    const ada = scene.user(channel);
    await ada.says("slow");
    expect(await waitForLines(ada, 1)).toEqual(["bot: slow"]);
    expect(told).toEqual([true]);
  });

  it("is no longer seen typing when it has failed for good", async () => {
    const answer = () => {
      throw new Error("Broken");
    };
    await using scene = await openScene({ bot: botOf(answer), clock: fastClock(FASTER) });
    const ada = scene.user(channel);
    await ada.says("slow");
    await vi.waitFor(() => expect(scene.kept.on("message-dead")).toHaveLength(1), WAIT);
    await vi.waitFor(() => expect(ada.view().isTyping).toBe(false), WAIT);
    expect(shownLines(ada)).toEqual(["(failed)"]);
  });
});

describe.each(CHANNELS)("a bot that fails in between on %s", (channel) => {
  const open = async (lines: (turn: Turn) => readonly Answer[], clock = skippingClock()) => {
    const scene = await openScene({ bot: botOf(failingBot(lines, () => ada.bubbles().length)), clock });
    const ada = scene.user(channel);
    return { scene, ada, clock };
  };

  it("continues where it failed, and sends nothing twice", async () => {
    const { scene, ada } = await open(() => ["one", "two", "three"].map(bot));
    await using _ = scene;
    await ada.says("hello");
    await ada.sees(3);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: one", "bot: two", "bot: three"]);
    expect(ada.view().calls.filter(({ kind }) => kind === "message")).toHaveLength(3);
  });

  it("remembers the turn as if it had not failed", async () => {
    const { scene, ada } = await open((turn) => {
      const turns = Number(turn.memory.turns ?? 0) + 1;
      turn.remember({ turns });
      return ["one", "two"].map((line) => bot(`${turns} ${line}`));
    });
    await using _ = scene;
    await ada.says("hello");
    await ada.sees(2);
    await ada.says("hello");
    expect(await waitForLines(ada, 4)).toEqual(["bot: 1 one", "bot: 1 two", "bot: 2 one", "bot: 2 two"]);
  });

  it("sends all of it although nobody had come before", async () => {
    const { scene, ada, clock } = await open((turn) =>
      wordsOf(turn) === "person" ? [{ type: "handOver" }] : ["one", "two"].map(bot),
    );
    await using _ = scene;
    scene.dropsTimers();
    await ada.says("person");
    await ada.sees(1);
    await scene.untilIdle();
    clock.skip(PEOPLE.waitMinutes + 1);
    await ada.says("hello");
    expect(await waitForLines(ada, 4)).toEqual(["(waiting)", "(nobody-came)", "bot: one", "bot: two"]);
  });

  it("sends all of it after it asked for a person", async () => {
    const { scene, ada } = await open(() => [{ type: "handOver" }, bot("one"), bot("two")]);
    await using _ = scene;
    await ada.says("person");
    await ada.sees(3);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(waiting)", "bot: one", "bot: two"]);
    await scene.hears(ada, ["waiting"]);
  });
});

/** Yields line by line, and fails before each but the first when the one before is on the phone: once for each line. */
function failingBot(lines: (turn: Turn) => readonly Answer[], shown: () => number) {
  const failed = new Set<string>();
  return async function* (turn: Turn) {
    const before = shown();
    for (const [step, line] of lines(turn).entries()) {
      const name = `${wordsOf(turn)} ${step}`;
      if (step > 0 && !failed.has(name)) {
        failed.add(name);
        await vi.waitFor(() => expect(shown()).toBeGreaterThan(before), WAIT);
        throw new Error("Failed in between");
      }
      yield line;
    }
  };
}
