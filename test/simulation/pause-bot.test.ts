import { describe, expect, it } from "vitest";
import type { PauseScope } from "../../shared/ports/pauses.ts";
import { text } from "../../shared/reply/reply.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { pause, resumeAt } from "./pause-acts.ts";
import { ANN, BEN, countingBot, fails, openScript, type ScriptBench, SEEDS, sends, writes } from "./script-bench.ts";

const BOT: PauseScope = { type: "bot" };

describe.each(SEEDS)("while the bot is paused, in world %i,", (seed) => {
  const paused = (): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, pause(BOT));
    return script;
  };

  it("nothing is said, shown as read, or called an error, and history has the user's words", async () => {
    const script = paused();
    script.at(SECOND, writes(ANN, "quick 1"));
    script.at(2 * SECOND, writes(BEN, "quick 2"));
    await script.until(HOUR);
    expect(script.seen("shown")).toEqual([]);
    expect(script.seen("logged").filter(({ severity }) => severity === "ERROR")).toEqual([]);
    expect(new Set(script.deadLetters())).toEqual(new Set(["message: paused"]));
    const history = await script.world.history(ANN.conversation);
    expect(history).toMatchObject([{ type: "message", content: { text: "quick 1" } }]);
  });

  it("STOP counts at once, also against outbound requests, and is confirmed once when resumed", async () => {
    const script = paused();
    script.at(SECOND, writes(ANN, "STOP"));
    script.at(MINUTE, sends(ANN, "promo 1", { trafficType: "PROMOTION" }));
    await script.until(10 * MINUTE);
    const { state } = await script.world.stored(ANN.conversation);
    expect(state?.consent).toMatchObject({ isOptedOut: true, by: "word" });
    expect([script.shownTo(ANN), await script.unsent(ANN)]).toMatchObject([[], { "promo 1": "opted-out" }]);
    resumeAt(script, 10 * MINUTE, BOT);
    await script.until(HOUR);
    expect([script.shownTo(ANN), await script.broken()]).toEqual([["(unsubscribed)"], []]);
  });

  it("an opt-out that comes as an event counts at once, and the contact centre hears of it", async () => {
    const script = paused();
    script.at(0, { do: "join", user: ANN, person: "Zoe", id: "join-1" });
    script.at(MINUTE, { do: "unsubscribe", user: ANN });
    await script.until(3 * MINUTE);
    const { state } = await script.world.stored(ANN.conversation);
    expect(state?.consent).toMatchObject({ isOptedOut: true, by: "event" });
    expect(script.desk(ANN).map(({ type }) => type)).toEqual(["joined", "unsubscribed"]);
    expect(script.deadLetters()).toContain("event: paused");
  });

  it("a person speaks, and hears the user's older question when the bot is resumed", async () => {
    const script = paused();
    script.at(SECOND, writes(ANN, "quick 1"));
    script.at(MINUTE, { do: "speak", user: ANN, person: "Zoe", text: "line 1", id: "line-1" });
    script.at(2 * MINUTE, writes(ANN, "quick 2"));
    resumeAt(script, 3 * MINUTE, BOT);
    await script.until(5 * MINUTE);
    expect(script.shownTo(ANN)).toEqual(["(joined)", "line 1"]);
    const heard = script.desk(ANN).flatMap((news) => (news.type === "said" ? [news.content] : []));
    expect(heard).toMatchObject([{ text: "quick 2" }, { text: "quick 1" }]);
  });

  it("receipts are merged", async () => {
    const script = openScript({ seed });
    script.at(0, writes(ANN, "quick 1"));
    script.at(20 * SECOND, pause(BOT));
    script.once(
      (seen) => seen.type === "shown" && seen.bubble === "message",
      2 * MINUTE,
      (seen) => (seen.type === "shown" ? [{ do: "receipt", user: ANN, message: seen.id, type: "read" }] : []),
    );
    await script.until(HOUR);
    const history = await script.world.history(ANN.conversation);
    expect(history).toMatchObject([{ type: "message" }, { times: { read: expect.any(Date) } }]);
  });

  it("what the bot had said before Google took it waits, and is not asked for again", async () => {
    const { openBot, asked } = countingBot(() => [text("one"), text("two")]);
    const script = openScript({ seed, openBot });
    script.at(0, fails("google", 500, { forMs: 5 * MINUTE }));
    script.at(SECOND, writes(ANN, "quick 1"));
    script.at(MINUTE, pause(BOT));
    resumeAt(script, 20 * MINUTE, BOT);
    await script.until(HOUR);
    expect([script.shownTo(ANN), asked()]).toEqual([["one", "two"], 1]);
  });
});
