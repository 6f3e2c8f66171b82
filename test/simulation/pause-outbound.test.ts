import { describe, expect, it } from "vitest";
import type { PauseScope } from "../../shared/ports/pauses.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { pause, resumeAt } from "./pause-acts.ts";
import { ANN, BEN, openScript, type ScriptBench, SEEDS, sends, writes } from "./script-bench.ts";

const OUTBOUND: PauseScope = { type: "outbound" };
const CODE = { ttl: 120, trafficType: "AUTHENTICATION" };
const WITH_SMS = { ...CODE, fallback: "sms code 1" };

describe.each(SEEDS)("while outbound is paused, in world %i,", (seed) => {
  const paused = (): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, pause(OUTBOUND));
    return script;
  };

  it("the bot answers, other systems and people do not speak, and all of it comes once when resumed", async () => {
    const script = paused();
    script.at(SECOND, sends(BEN, "news 1"));
    script.at(2 * SECOND, { do: "speak", user: ANN, person: "Zoe", text: "line 1", id: "line-1" });
    script.at(3 * SECOND, writes(BEN, "quick 1"));
    await script.until(4 * MINUTE);
    expect([script.shownTo(ANN), script.shownTo(BEN)]).toEqual([[], ["re: quick 1"]]);
    resumeAt(script, 4 * MINUTE, OUTBOUND);
    await script.until(6 * MINUTE);
    expect([script.shownTo(ANN), script.shownTo(BEN)]).toEqual([
      ["(joined)", "line 1"],
      ["re: quick 1", "news 1"],
    ]);
    expect(await script.broken()).toEqual([]);
  });

  it("a code that expires is said nowhere, and history says so", async () => {
    const script = paused();
    script.at(SECOND, sends(ANN, "code 1", CODE));
    resumeAt(script, 10 * MINUTE, OUTBOUND);
    await script.until(HOUR);
    expect([script.shownTo(ANN), script.sms(), await script.unsent(ANN)]).toEqual([[], [], { "code 1": "expired" }]);
    expect(script.world.kept("outbound-dead")).toEqual([]);
  });

  it("no other channel says what has a fallback; resumed within the fallback's four hours, it does, once", async () => {
    const script = paused();
    script.at(SECOND, sends(ANN, "code 1", WITH_SMS));
    await script.until(HOUR);
    expect([script.shownTo(ANN), script.sms()]).toEqual([[], []]);
    resumeAt(script, HOUR, OUTBOUND);
    await script.until(3 * HOUR);
    expect([script.shownTo(ANN), script.sms()]).toMatchObject([[], [{ text: "sms code 1" }]]);
    expect(await script.broken()).toEqual([]);
  });

  it("what has a fallback, and is resumed after those hours, is said nowhere, and recorded as too late", async () => {
    const script = paused();
    script.at(SECOND, sends(ANN, "code 1", WITH_SMS));
    resumeAt(script, 5 * HOUR, OUTBOUND);
    await script.until(8 * HOUR);
    expect([script.shownTo(ANN), script.sms()]).toEqual([[], []]);
    expect(await script.fallbacks(ANN)).toMatchObject({ "code 1": { failure: "too-late" } });
    expect([script.world.kept("outbound-dead"), script.world.kept("deadline-dead")]).toEqual([[], []]);
  });
});

it.each(SEEDS)("while an agent is paused, another one speaks, in world %i", async (seed) => {
  const script = openScript({ seed });
  const scope: PauseScope = { type: "agent", agent: ANN.agent };
  script.at(0, pause(scope));
  script.at(SECOND, writes(ANN, "quick 1"));
  script.at(SECOND, sends(ANN, "news 1"));
  script.at(SECOND, writes(BEN, "quick 2"));
  await script.until(10 * MINUTE);
  expect([script.shownTo(ANN), script.shownTo(BEN)]).toEqual([[], ["re: quick 2"]]);
  resumeAt(script, 10 * MINUTE, scope);
  await script.until(20 * MINUTE);
  expect(script.shownTo(ANN).toSorted()).toEqual(["news 1", "re: quick 1"]);
});
