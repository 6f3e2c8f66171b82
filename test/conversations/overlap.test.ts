import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { Answers, Turn } from "../../shared/bot/bot.ts";
import { bot, botOf, gate, wordsOf } from "../support/bots.ts";
import { openScene, type Scene, shownLines, WAIT, waitForLines } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];

/** Counts the turns of the conversation, and answers each with two lines. */
function count(turn: Turn): ReturnType<typeof bot>[] {
  const turns = Number(turn.memory.turns ?? 0) + 1;
  turn.remember({ turns });
  return ["begin", "end"].map((part) => bot(`${turns} ${part} ${wordsOf(turn)}`));
}

const BOTS: Readonly<Record<string, (turn: Turn) => Answers>> = {
  "answers at once": count,
  "answers later": async (turn) => {
    await tick();
    return count(turn);
  },
  "yields its answers": async function* (turn) {
    for (const line of count(turn)) {
      await tick();
      yield line;
    }
  },
};

describe.each(CHANNELS)("messages at once on %s", (channel) => {
  it.each(Object.entries(BOTS))("are answered one after the other by a bot that %s", async (_name, answer) => {
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    const words = ["a", "b", "c", "d", "e", "f"];
    for (const each of words) await ada.says(each);
    expect(await waitForLines(ada, 12)).toEqual(lines(words));
  });

  it.each(Object.entries(BOTS))(
    "are answered one after the other, in any order, by a bot that %s",
    async (_name, answer) => {
      await using scene = await openScene({ bot: botOf(answer) });
      breakOrder(scene);
      const ada = scene.user(channel);
      await Promise.all(["a", "b", "c", "d"].map((words) => ada.says(words)));
      const shown = await waitForLines(ada, 8);
      await scene.untilIdle();
      expect(shown).toEqual(lines(shown.filter((_, index) => index % 2 === 0).map((line) => line.slice(-1))));
    },
  );

  it("are answered once each, though each comes several times at once", async () => {
    await using scene = await openScene({ bot: botOf(count) });
    breakOrder(scene);
    scene.platform.addWebhookFault({ do: "duplicate", times: Infinity });
    const ada = scene.user(channel);
    const sent = await Promise.all(["a", "b", "c"].map((words) => ada.says(words)));
    await Promise.all(sent.map((event) => ada.sends(event)));
    await ada.sees(6);
    await scene.untilIdle();
    expect(shownLines(ada)).toHaveLength(6);
    expect(shownLines(ada).map((line) => Number(line.split(" ")[1]))).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it("are answered before a slow answer or after it, never in between", async () => {
    const slow = gate();
    const answer = async (turn: Turn) => {
      if (wordsOf(turn) === "slow") await slow.passed();
      return count(turn);
    };
    await using scene = await openScene({ bot: botOf(answer) });
    breakOrder(scene);
    const ada = scene.user(channel);
    await ada.says("slow");
    await vi.waitFor(() => expect(slow.arrivals()).toBe(1), WAIT);
    await ada.says("quick");
    await ada.sees(2);
    slow.open();
    expect(await waitForLines(ada, 4)).toEqual(lines(["quick", "slow"]));
  });
});

function lines(words: readonly string[]): readonly string[] {
  return words.flatMap((each, index) => ["begin", "end"].map((part) => `bot: ${index + 1} ${part} ${each}`));
}

/** Messages are pushed side by side, as after a redelivery or where a topic lost its order. */
function breakOrder({ system }: Scene): void {
  system.db.exec(`CREATE TRIGGER unordered AFTER INSERT ON queue
    BEGIN UPDATE queue SET ordering_key = NULL WHERE id = NEW.id; END`);
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
