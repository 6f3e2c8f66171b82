import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { Answers, Turn } from "../../shared/bot/bot.ts";
import type { ApiCall } from "../../simulator/api/call.ts";
import { bot, botOf, echo, type Gate, gate, wordsOf } from "../support/bots.ts";
import { skippingClock } from "../support/clocks.ts";
import { openScene, shownLines, WAIT } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];

/** Answers `slow` when the gate opens, and anything else at once. */
const BOTS: Readonly<Record<string, (gate: Gate) => (turn: Turn) => Answers>> = {
  "whose promise is pending": (gate) => async (turn) => {
    if (wordsOf(turn) === "slow") await gate.passed();
    return echo(turn);
  },
  "that has yielded nothing yet": (gate) =>
    async function* (turn) {
      if (wordsOf(turn) === "slow") await gate.passed();
      yield* echo(turn);
    },
};

describe.each(CHANNELS)("a person who joins on %s", (channel) => {
  it.each(Object.entries(BOTS))("silences a bot %s", async (_name, answer) => {
    const slow = gate();
    await using scene = await openScene({ bot: botOf(answer(slow)) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await ada.says("slow");
    await vi.waitFor(() => expect(slow.arrivals()).toBe(1), WAIT);
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    slow.open();
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(joined Zoe)", "Zoe: hi"]);
    await scene.hears(ada, ["joined", "said slow"]);
  });

  it("speaks after a bot that has begun to answer, never between its lines", async () => {
    const slow = gate();
    const answer = async function* () {
      yield bot("one");
      await slow.passed();
      yield bot("two");
    };
    await using scene = await openScene({ bot: botOf(answer) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await ada.says("slow");
    await ada.sees(1);
    await zoe.says(ada, "Zoe: hi");
    await vi.waitFor(() => expect(scene.logs()).toContain("other turns keep the conversation"), WAIT);
    slow.open();
    await ada.sees(4);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: one", "bot: two", "(joined Zoe)", "Zoe: hi"]);
  });

  it("comes before an answer that Google refused for too long, which is never sent", async () => {
    const clock = skippingClock();
    await using scene = await openScene({ bot: botOf(echo), clock });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    let isAway = true;
    const matches = ({ act }: ApiCall) => isAway && act.type === "message" && act.text.startsWith("bot:");
    scene.platform.addCallFault({ matches, times: Infinity, at: "before", response: { status: 503 } });
    await ada.says("hello");
    await vi.waitFor(() => expect(scene.logs()).toContain("delivery_failed"), WAIT);
    clock.skip(2);
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    isAway = false;
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(joined Zoe)", "Zoe: hi"]);
    const unsaid = (await scene.entries(ada)).filter((entry) => "failure" in entry);
    expect(unsaid).toMatchObject([{ reply: bot("hello"), failure: "person-speaks" }]);
  });

  it("silences later answers of the bot", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await zoe.joins(ada);
    await ada.sees(1);
    for (const words of ["one", "two", "person"]) await ada.says(words);
    await zoe.says(ada, "Zoe: hi");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(joined Zoe)", "Zoe: hi"]);
  });
});
