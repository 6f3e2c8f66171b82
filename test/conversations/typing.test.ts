import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { Answer, Turn } from "../../shared/bot/bot.ts";
import { text } from "../../shared/reply/reply.ts";
import { openUrl, shareLocation } from "../../shared/reply/suggestion.ts";
import type { Handset } from "../../simulator/phones/handset.ts";
import { bot, botOf, echo, gate, wordsOf } from "../support/bots.ts";
import { openScene } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
/** Longer than typing waits where most often nothing comes. */
const PATIENCE_MS = 1200;

const share = shareLocation({ text: "Share my location", postback: "location" });
const site = openUrl({ text: "Open the shop", postback: "site", url: "https://example.com" });

/** Offers what a phone does by itself, and answers nothing when it did. */
function offers(turn: Turn): readonly Answer[] {
  return ["location", "site"].includes(wordsOf(turn)) ? [] : [text("Where?", { suggestions: [share, site] })];
}

const kindsAfter = (of: Pick<Handset, "timelineKinds">, count: number) => of.timelineKinds().slice(count);

describe("what a phone did by itself", () => {
  it.each(["Share my location", "Open the shop"])("shows no typing for %s, which is not answered", async (label) => {
    await using scene = await openScene({ bot: botOf(offers) });
    const ada = scene.rcs();
    await ada.says("hello");
    await ada.sees(1);
    await scene.untilIdle();
    const before = ada.timelineKinds().length;
    await ada.taps(label);
    await ada.until(({ read }) => read.length === 2);
    await scene.untilIdle();
    await sleep(PATIENCE_MS);
    expect(kindsAfter(ada, before)).toEqual(["read"]);
  });

  it("shows typing all the same when the bot makes an answer of it that takes time", async () => {
    const slow = gate();
    const answer = async (turn: Turn) => {
      if (wordsOf(turn) !== "location") return offers(turn);
      await slow.passed();
      return [bot("near you")];
    };
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.rcs();
    await ada.says("hello");
    await ada.sees(1);
    await ada.taps("Share my location");
    await ada.until(({ typingStarts }) => typingStarts === 2);
    slow.open();
    await ada.sees(2);
    expect(ada.timelineKinds().at(-1)).toBe("message");
  });
});

describe.each(CHANNELS)("typing on %s", (channel) => {
  it("is not shown after the last line of a bot that ends 20 ms later", async () => {
    async function* lines() {
      yield bot("one");
      yield bot("two");
      await sleep(20);
    }
    await using scene = await openScene({ bot: botOf(lines) });
    const ada = scene.user(channel);
    await ada.says("hello");
    await ada.sees(2);
    await scene.untilIdle();
    await sleep(PATIENCE_MS);
    const shown = ada.timelineKinds();
    expect(shown.slice(shown.lastIndexOf("message") + 1)).not.toContain("typing");
  });

  it("is not shown while a person has the conversation, and again when the bot has it", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await zoe.says(ada, "I am Zoe");
    await ada.sees(2);
    await ada.says("hello Zoe");
    await scene.hears(ada, ["joined", "said hello Zoe"]);
    await scene.untilIdle();
    const before = ada.view().typingStarts;
    await ada.says("are you there?");
    await scene.hears(ada, ["joined", "said hello Zoe", "said are you there?"]);
    await scene.untilIdle();
    expect(ada.view().typingStarts).toBe(before);
    await zoe.leaves(ada);
    await ada.sees(3);
    await ada.says("bot?");
    await ada.sees(4);
    expect(ada.view().typingStarts).toBe(before + 1);
  });
});
