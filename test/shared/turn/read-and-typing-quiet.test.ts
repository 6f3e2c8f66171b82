import { describe, expect, it } from "vitest";
import { openQuietConversations } from "../../../shared/turn/quiet-conversations.ts";
import { fixture } from "../../support/fixtures.ts";
import { openSignals } from "../../support/open-signals.ts";
import { factOf } from "../../support/sealed.ts";

const message = factOf("message", fixture("rcs", "user-text"));

describe("startSignals(), when most likely no answer comes", () => {
  const tapped = factOf("message", fixture("rcs", "suggestion-action"));
  const survey = factOf("message", fixture("business-messages", "survey-response-standard-question"));

  it.each([
    ["an action", tapped],
    ["a survey", survey],
  ])("shows typing for %s only when the bot takes a second", async (_claim, of) => {
    const { signals, clock, calls } = await openSignals(of);
    signals.begin();
    expect([calls("typing").length, await clock.letPass()]).toEqual([0, 1000]);
    await signals.pause();
    expect([calls("read"), calls("typing")]).toEqual([of.message ? [expect.any(String)] : [], [expect.any(String)]]);
  });

  it("shows typing at a later try only when the bot is asked: the answer may have left already", async () => {
    const { signals, clock, calls } = await openSignals(message, 0, { attempt: 2 });
    expect([clock.isIdle(), calls("typing")]).toEqual([true, []]);
    signals.begin();
    await signals.pause();
    expect(calls("typing")).toHaveLength(1);
  });

  it("shows typing only when the bot is asked, after a message that it was not asked about", async () => {
    const quiet = openQuietConversations();
    const first = await openSignals(message, 0, { quiet });
    await first.signals.end();
    const second = await openSignals(message, 0, { quiet });
    expect([second.clock.isIdle(), second.calls("typing")]).toEqual([true, []]);
    second.signals.begin();
    await second.signals.end();
    const third = await openSignals(message, 0, { quiet });
    await third.signals.pause();
    expect([second, third].map(({ calls }) => calls("typing").length)).toEqual([1, 1]);
  });
});
