import { describe, expect, it, vi } from "vitest";
import { bot, botOf, echo, gate } from "../support/bots.ts";
import { skippingClock } from "../support/clocks.ts";
import { openScene, shownLines, WAIT, waitForLines } from "../support/scene.ts";

const CONFIRMED = "(unsubscribed)";
const WELCOME = "(subscribed)";

describe("a user of RCS who opts out", () => {
  const KEYWORDS = [
    { keyword: "STOP", first: "event" },
    { keyword: "STOP", first: "keyword" },
    { keyword: "Baja", first: "event" },
    { keyword: "PARAR", first: "keyword" },
  ] as const;
  it.each(KEYWORDS)(
    "with the event and $keyword, $first first, gets one confirmation and no other messages",
    async (keyword) => {
      await using scene = await openScene({ bot: botOf(echo) });
      const ada = scene.rcs();
      await ada.unsubscribes(keyword);
      await scene.asks(ada, { reply: "Great offers", trafficType: "PROMOTION" });
      await scene.untilIdle();
      expect(shownLines(ada)).toEqual([CONFIRMED]);
    },
  );

  it("by event alone or by keyword alone gets a confirmation, too", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, ben] = [scene.rcs(), scene.rcs()];
    await ada.unsubscribes();
    await ben.says("stop");
    expect([await waitForLines(ada, 1), await waitForLines(ben, 1)]).toEqual([[CONFIRMED], [CONFIRMED]]);
  });

  it("gets one confirmation, however often Google repeats the events", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    const event = await ada.unsubscribes();
    const keyword = await ada.says("STOP");
    await Promise.all([event, keyword, event, keyword].map((again) => ada.sends(again)));
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([CONFIRMED]);
  });

  it("gets the confirmation as an acknowledgement", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await ada.unsubscribes();
    await ada.sees(1);
    await scene.untilIdle();
    const entries = await scene.entries(ada);
    expect(entries.filter(({ type }) => type === "outgoing")).toMatchObject([
      { reply: { trafficType: "ACKNOWLEDGEMENT" } },
    ]);
  });

  it("may come back with START, and opt out again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await ada.unsubscribes({ keyword: "STOP" });
    await ada.sees(1);
    await ada.subscribes({ keyword: "START" });
    await scene.untilIdle();
    await ada.says("hello");
    await ada.sees(3);
    await ada.unsubscribes({ keyword: "STOP" });
    await scene.untilIdle();
    expect(await waitForLines(ada, 4)).toEqual([CONFIRMED, WELCOME, "bot: hello", CONFIRMED]);
  });

  it("and opts in again is not opted out by an older event that comes late", async () => {
    const clock = skippingClock();
    await using scene = await openScene({ bot: botOf(echo), clock });
    const ada = scene.rcs();
    scene.platform.addWebhookFault({ do: "drop", matches: ({ eventType }) => eventType === "UNSUBSCRIBE" });
    const late = await ada.unsubscribes();
    clock.skip(1);
    await ada.subscribes({ keyword: "START" });
    await scene.untilIdle();
    await ada.sends(late);
    await scene.untilIdle();
    await ada.says("hello");
    expect(await waitForLines(ada, 1)).toEqual(["bot: hello"]);
  });

  it("does not reach the bot with the words that change consent", async () => {
    const heard: string[] = [];
    const answer: typeof echo = (turn) => {
      heard.push(turn.content.type);
      return echo(turn);
    };
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.rcs();
    for (const words of ["STOP", "Alta", " stop ", "Stop!", "Démarrer"]) await ada.says(words);
    await scene.untilIdle();
    expect(heard).toEqual([]);
  });

  it("still gets codes to sign in, and nothing else that other systems send", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await ada.unsubscribes();
    await ada.sees(1);
    await scene.asks(ada, { reply: "Great offers" });
    await scene.asks(ada, { reply: "Your code is 123456", trafficType: "AUTHENTICATION" });
    await zoe.says(ada, "Zoe: come back");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([CONFIRMED, "Your code is 123456"]);
    const failures = (await scene.entries(ada)).flatMap((entry) => ("failure" in entry ? [entry.failure] : []));
    expect(new Set(failures)).toEqual(new Set(["opted-out"]));
  });

  it("while the bot makes an answer, does not get it", async () => {
    const slow = gate();
    const answer = async () => {
      await slow.passed();
      return [bot("too late")];
    };
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.rcs();
    await ada.says("slow");
    await vi.waitFor(() => expect(slow.arrivals()).toBe(1), WAIT);
    await ada.unsubscribes();
    await ada.sees(1);
    slow.open();
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([CONFIRMED]);
  });

  it("gets a confirmation also while a person has the conversation", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    await ada.says("STOP");
    expect(await waitForLines(ada, 3)).toEqual(["(joined Zoe)", "Zoe: hi", CONFIRMED]);
  });

  it("leaves others and their conversations alone", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, ben, maya] = [scene.rcs(), scene.rcs(), scene.businessMessages()];
    await ada.unsubscribes();
    await ben.says("hello");
    await maya.says("STOP");
    expect([await waitForLines(ben, 1), await waitForLines(maya, 1)]).toEqual([["bot: hello"], ["bot: STOP"]]);
  });
});
