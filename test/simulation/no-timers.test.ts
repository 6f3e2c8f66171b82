import { describe, expect, it } from "vitest";
import { HOUR, SECOND } from "./durations.ts";
import { PHONE } from "./phone.ts";
import { ANN, BEN, fails, openScript, type ScriptBench, SEEDS, sends } from "./script-bench.ts";

describe.each(SEEDS)("while no timer can be set for an hour, in world %i,", (seed) => {
  const timerless = (reach: "online" | "offline" = "online"): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, { do: "set-phone", user: ANN, profile: { ...PHONE, reach } });
    script.at(0, fails("tasks", 503, { forMs: HOUR }));
    return script;
  };

  it("a code is sent at once, and its timer is set when that can be done", async () => {
    const { at, until, shownTo, sms, seen, deadLetters, broken } = timerless();
    at(SECOND, sends(ANN, "code 1", { ttl: 120, fallback: "sms code 1", trafficType: "AUTHENTICATION" }));
    await until(20 * SECOND);
    expect([shownTo(ANN), seen("timer-set")]).toEqual([["code 1"], []]);
    await until(3 * HOUR);
    expect([shownTo(ANN), sms(), seen("timer-set").length]).toEqual([["code 1"], [], 1]);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("a code that the phone does not get is said by SMS when its time is over", async () => {
    const { at, until, shownTo, sms, deadLetters, broken } = timerless("offline");
    at(SECOND, sends(ANN, "code 1", { ttl: 120, fallback: "sms code 1", trafficType: "AUTHENTICATION" }));
    await until(3 * HOUR);
    expect([shownTo(ANN), sms().map(({ text }) => text)]).toEqual([[], ["sms code 1"]]);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("the contact centre hears at once that a user wants a person, and so does the user", async () => {
    const { at, until, shownTo, desk } = timerless();
    at(SECOND, { do: "ask-person", user: BEN });
    await until(20 * SECOND);
    expect([shownTo(BEN), desk(BEN)]).toMatchObject([["(waiting)"], [{ type: "waiting" }]]);
  });

  it("a person's line arrives at once", async () => {
    const { at, until, shownTo } = timerless();
    at(SECOND, { do: "speak", user: ANN, person: "Zoe", text: "line 1", id: "line-1" });
    await until(20 * SECOND);
    expect(shownTo(ANN)).toEqual(["(joined)", "line 1"]);
  });
});
