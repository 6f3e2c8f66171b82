import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { ANN, fails, openScript, type ScriptBench, SEEDS, sends, writes } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";
import type { WorldFault } from "./world-fault.ts";

const UNSUBSCRIBES: StoryAct = { do: "unsubscribe", user: ANN };
const PERSON_COMES: StoryAct = { do: "join", user: ANN, person: "Zoe", id: "join-1" };
const PERSON_WRITES: StoryAct = { do: "speak", user: ANN, person: "Zoe", text: "line 1", id: "line-1" };
const CODE = sends(ANN, "code 1", {
  ttl: 60,
  fallback: "sms code 1",
  critical: true,
  trafficType: "AUTHENTICATION",
});

describe.each(SEEDS)("while Google fails for three minutes and a turn is tried again, in world %i,", (seed) => {
  const failing = (
    acts: Readonly<Record<number, StoryAct>>,
    mode: WorldFault["mode"] = { type: "status", status: 500 },
  ): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, writes(ANN, "quick 0"));
    script.at(10 * SECOND, fails("google", mode, { forMs: 170 * SECOND }));
    script.at(11 * SECOND, writes(ANN, "quick 1"));
    for (const [seconds, act] of Object.entries(acts)) script.at(Number(seconds) * SECOND, act);
    return script;
  };

  it("a critical code leaves by SMS within a minute of its expiry", async () => {
    const { until, sms, shownAt, deadLetters, broken } = failing({ 20: CODE });
    await until(HOUR);
    expect(sms()).toEqual([{ text: "sms code 1", at: expect.any(Number) }]);
    expect(sms()[0]?.at).toBeGreaterThan(80 * SECOND);
    expect(sms()[0]?.at).toBeLessThan(150 * SECOND);
    expect(shownAt("code 1")).toBeUndefined();
    expect(shownAt("re: quick 1")).toBeLessThan(6 * MINUTE);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("an opt-out holds from then on, and is confirmed once", async () => {
    const { until, shownTo, at, unsent, world, deadLetters, broken } = failing({ 20: CODE, 30: UNSUBSCRIBES });
    await until(40 * SECOND);
    expect((await world.stored(ANN.conversation)).state?.consent?.isOptedOut).toBe(true);
    at(50 * SECOND, sends(ANN, "promo 1", { trafficType: "PROMOTION" }));
    at(10 * MINUTE, sends(ANN, "promo 2", { trafficType: "PROMOTION" }));
    await until(HOUR);
    expect(shownTo(ANN).filter((words) => words === "(unsubscribed)")).toHaveLength(1);
    expect(await unsent(ANN)).toMatchObject({ "promo 1": "opted-out", "promo 2": "opted-out" });
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("an opt-out and a code's timer are kept at once, although a try is under way", async () => {
    const { until, world, seen } = failing({ 12.5: CODE, 13: UNSUBSCRIBES }, { type: "hang" });
    await until(21 * SECOND);
    const { state, lease } = await world.stored(ANN.conversation);
    expect([state?.consent?.isOptedOut, lease === undefined]).toEqual([true, false]);
    expect(seen("timer-set")).toHaveLength(1);
  });

  it("a try that fails after that gives the conversation back all the same", async () => {
    const { until, seen } = failing({ 12.5: CODE, 13: UNSUBSCRIBES }, { type: "hang" });
    await until(24 * SECOND);
    const commits = seen("conversation-committed").filter(({ conversation }) => conversation === ANN.conversation);
    expect(commits.at(-1)?.lease).toBeUndefined();
    expect(commits.some(({ lease }) => lease !== undefined)).toBe(true);
  });

  it("the contact centre hears within seconds that a person has come", async () => {
    const { until, desk } = failing({ 40: PERSON_COMES });
    await until(45 * SECOND);
    expect(desk(ANN)[0]).toEqual({ type: "joined" });
  });

  it("a person's line arrives when Google is well again", async () => {
    const { until, shownTo, desk, deadLetters, broken } = failing({ 20: CODE, 40: PERSON_WRITES });
    await until(8 * MINUTE);
    expect(shownTo(ANN).filter((words) => words === "line 1")).toHaveLength(1);
    expect(desk(ANN)).toContainEqual({ type: "joined" });
    await until(HOUR);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it.each([
    ["after it was written", { 30: PERSON_WRITES, 40: UNSUBSCRIBES }],
    ["before it was written", { 30: UNSUBSCRIBES, 40: PERSON_WRITES }],
  ])("a person's line does not reach a user who unsubscribes %s", async (_order, acts) => {
    const { until, shownTo, unsent, deadLetters, broken } = failing({ 20: CODE, ...acts });
    await until(HOUR);
    expect(shownTo(ANN)).not.toContain("line 1");
    expect(await unsent(ANN)).toMatchObject({ "line 1": "opted-out" });
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });
});

describe.each(SEEDS)("when receipts and events are refused for 200 s, in world %i,", (seed) => {
  const refusing = (): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, writes(ANN, "quick 0"));
    for (const name of ["receipts", "events"] as const) {
      const limits = { name: `no ${name}`, function: name, forMs: 200 * SECOND };
      script.at(10 * SECOND, fails("firestore", 503, limits));
    }
    return script;
  };

  it("what was delivered is not said on another channel, however long its expiry is over", async () => {
    const { at, until, sms, shownTo, world, deadLetters, broken } = refusing();
    at(12 * SECOND, sends(ANN, "code 1", { ttl: 30, fallback: "sms code 1", trafficType: "AUTHENTICATION" }));
    await until(6 * HOUR);
    expect(shownTo(ANN)).toContain("code 1");
    expect(sms()).toEqual([]);
    expect(await world.history(ANN.conversation)).toContainEqual(
      expect.objectContaining({
        reply: expect.objectContaining({ text: "code 1" }),
        times: expect.objectContaining({ read: expect.any(Date) }),
      }),
    );
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("no opt-out is lost", async () => {
    const { at, until, shownTo, unsent, deadLetters, broken } = refusing();
    at(12 * SECOND, UNSUBSCRIBES);
    at(30 * MINUTE, sends(ANN, "promo 1", { trafficType: "PROMOTION" }));
    await until(2 * HOUR);
    expect(shownTo(ANN)).toEqual(["re: quick 0", "(unsubscribed)"]);
    expect(await unsent(ANN)).toEqual({ "promo 1": "opted-out" });
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });
});
