import { describe, expect, it } from "vitest";
import { botOf, echo } from "../support/bots.ts";
import { openScene, type Scene, shownLines } from "../support/scene.ts";

const CONFIRMED = "(unsubscribed)";
const WELCOME = "(subscribed)";
const OFFER = { reply: "Great offers", trafficType: "PROMOTION" };

/** What a user sees who says this, and what comes of an offer then. */
async function saysThenOffered(scene: Scene, ada: ReturnType<Scene["rcs"]>, words: string) {
  await ada.says(words);
  await scene.untilIdle();
  await scene.asks(ada, OFFER);
  await scene.untilIdle();
  return shownLines(ada);
}

describe("a word that opts in", () => {
  it.each(["Start", "ALTA", "começar", "Démarrer", "subscribe"])(
    "is for the bot when the user never left: %s",
    async (words) => {
      await using scene = await openScene({ bot: botOf(echo) });
      expect(await saysThenOffered(scene, scene.rcs(), words)).toEqual([`bot: ${words}`, "Great offers"]);
    },
  );

  it.each(["START", "start, please", "UNSTOP", "Subscribe!", "opt in", "Alta", "demarrer"])(
    "brings messages back with one line: %s",
    async (words) => {
      await using scene = await openScene({ bot: botOf(echo) });
      const ada = scene.rcs();
      await ada.says("STOP");
      await ada.sees(1);
      expect(await saysThenOffered(scene, ada, words)).toEqual([CONFIRMED, WELCOME, "Great offers"]);
    },
  );

  it.each(["event", "keyword"] as const)("counts once beside its event, the %s first", async (first) => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await ada.unsubscribes({ keyword: "STOP" });
    await ada.sees(1);
    await ada.subscribes({ keyword: "START", first });
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([CONFIRMED, WELCOME]);
  });
});
