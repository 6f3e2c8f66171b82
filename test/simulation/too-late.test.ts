import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "./durations.ts";
import { ANN, BEN, fails, openScript, type ScriptBench, SEEDS, sends, writes } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";

const HAS_NO_RCS: StoryAct = { do: "set-phone", user: ANN, profile: { reach: "no-rcs" } };
const GATEWAY_IS_BACK: StoryAct = { do: "end-fault", name: "gateway fails" };
const UNSUBSCRIBES: StoryAct = { do: "unsubscribe", user: ANN };

describe.each(SEEDS)("when the gateway of the other channel is down, in world %i,", (seed) => {
  const down = (trafficType: string, status = 503): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, HAS_NO_RCS);
    script.at(0, fails("gateway", status));
    script.at(SECOND, sends(ANN, "code 1", { ttl: 600, fallback: "sms code 1", trafficType }));
    return script;
  };

  it.each([
    ["TRANSACTION", 503],
    ["AUTHENTICATION", 401],
  ])(
    "and back after five days, what waited in %s after a %i is not said, and recorded as too late",
    async (trafficType, status) => {
      const { at, until, sms, fallbacks, deadLetters, world } = down(trafficType, status);
      at(DAY, UNSUBSCRIBES);
      at(5 * DAY, GATEWAY_IS_BACK);
      at(5 * DAY + MINUTE, { do: "redrive", kind: "outbound" });
      await until(7 * DAY);
      expect(sms()).toEqual([]);
      expect(await fallbacks(ANN)).toMatchObject({ "code 1": { failure: "too-late" } });
      expect(deadLetters()).toEqual(["outbound: away-too-long"]);
      expect(world.kept("outbound-dead")).toEqual([]);
    },
  );

  it("and back within the hour, nothing is said to a user who has unsubscribed meanwhile", async () => {
    const { at, until, sms, fallbacks, deadLetters } = down("TRANSACTION");
    at(5 * MINUTE, UNSUBSCRIBES);
    at(40 * MINUTE, GATEWAY_IS_BACK);
    await until(DAY);
    expect(sms()).toEqual([]);
    expect(await fallbacks(ANN)).toMatchObject({ "code 1": { failure: "opted-out" } });
    expect(deadLetters()).toEqual([]);
  });

  it("and back within the hour, a code to sign in is said to that user, once", async () => {
    const { at, until, sms, deadLetters } = down("AUTHENTICATION");
    at(5 * MINUTE, UNSUBSCRIBES);
    at(40 * MINUTE, GATEWAY_IS_BACK);
    await until(DAY);
    expect(sms()).toMatchObject([{ text: "sms code 1" }]);
    expect(deadLetters()).toEqual([]);
  });
});

describe.each(SEEDS)("what became a dead letter and is redriven, in world %i,", (seed) => {
  /** Whatever is for the agent of RCS becomes a dead letter, until the agent is back in the settings. */
  const withoutAgent = (act: StoryAct, { from, to }: { readonly from: number; readonly to: number }): ScriptBench => {
    const script = openScript({ seed });
    script.at(from, { do: "set-agents", agents: [BEN.agent] });
    script.at(from + 30 * SECOND, act);
    script.at(to - 20 * SECOND, { do: "set-agents", agents: [ANN.agent, BEN.agent] });
    script.at(to, { do: "redrive", kind: "outbound" });
    return script;
  };
  const join = (person: string, id: string): StoryAct => ({ do: "join", user: ANN, person, id });
  const leave = (person: string, id: string): StoryAct => ({ do: "leave", user: ANN, person, id });

  it("is not sent when it was to live for 3 s, and recorded as expired", async () => {
    const { until, deadLetters, shownTo, unsent, world } = withoutAgent(sends(ANN, "code 1", { ttl: 3 }), {
      from: 0,
      to: 60 * SECOND,
    });
    await until(HOUR);
    expect(deadLetters()).toEqual(["outbound: agent-not-configured"]);
    expect(shownTo(ANN)).toEqual([]);
    expect(await unsent(ANN)).toEqual({ "code 1": "expired" });
    expect(world.kept("outbound-dead")).toEqual([]);
  });

  it("brings nobody who came yesterday: the bot answers", async () => {
    const { at, until, shownTo, desk } = withoutAgent(join("Zoe", "join-1"), { from: 0, to: DAY });
    at(DAY + MINUTE, writes(ANN, "quick 1"));
    await until(DAY + HOUR);
    expect(shownTo(ANN)).toEqual(["re: quick 1"]);
    expect(desk(ANN)).toEqual([]);
  });

  it("brings whoever came a few minutes ago", async () => {
    const { until, shownTo } = withoutAgent(join("Zoe", "join-1"), { from: 0, to: 5 * MINUTE });
    await until(6 * MINUTE);
    expect(shownTo(ANN)).toEqual(["(joined)"]);
  });

  it.each([
    ["came", join("Zoe", "join-1")],
    ["wrote", { do: "speak", user: ANN, person: "Zoe", text: "line 1", id: "line-1" } as const],
  ])("takes the conversation from nobody who came later: Zoe %s before", async (_what, act) => {
    const { at, until, world } = withoutAgent(act, { from: 0, to: 5 * MINUTE });
    at(5 * MINUTE - 10 * SECOND, join("Max", "join-2"));
    await until(6 * MINUTE);
    expect((await world.stored(ANN.conversation)).state?.mode).toMatchObject({ speaker: { displayName: "Max" } });
  });

  it("sends nobody away who is not named: Zoe leaves when Max has taken over", async () => {
    const { at, until, world } = withoutAgent(leave("Zoe", "leave-1"), { from: MINUTE, to: 5 * MINUTE });
    at(0, join("Zoe", "join-1"));
    at(30 * SECOND, join("Max", "join-2"));
    await until(6 * MINUTE);
    expect((await world.stored(ANN.conversation)).state?.mode).toMatchObject({ speaker: { displayName: "Max" } });
  });

  it.each([
    ["the day after, when the same person is there again", "Zoe", DAY],
    ["while another person is there", "Max", 5 * MINUTE],
    ["while the same person has come back", "Zoe", 5 * MINUTE],
  ])("sends nobody away who is there: a leave of Zoe %s", async (_case, present, to) => {
    const { at, until, desk, world } = withoutAgent(leave("Zoe", "leave-1"), { from: MINUTE, to });
    at(0, join("Zoe", "join-1"));
    at(to - 10 * SECOND, join(present, "join-2"));
    await until(to + 2 * MINUTE);
    expect((await world.stored(ANN.conversation)).state?.mode).toMatchObject({
      type: "human",
      speaker: { displayName: present },
    });
    expect(desk(ANN)).not.toContainEqual({ type: "ended", reason: "left" });
  });
});

it.each(SEEDS)("no opt-out is confirmed to who has subscribed again, in world %i", async (seed) => {
  const { at, until, shownTo, unsent, deadLetters, broken } = openScript({ seed });
  at(0, writes(ANN, "quick 0"));
  at(10 * SECOND, fails("google", { type: "hang" }, { forMs: 30 * SECOND }));
  at(11 * SECOND, writes(ANN, "quick 1"));
  at(14 * SECOND, UNSUBSCRIBES);
  at(20 * SECOND, { do: "subscribe", user: ANN });
  await until(HOUR);
  expect(shownTo(ANN)).toEqual(["re: quick 0", "re: quick 1", "(subscribed)"]);
  expect(await unsent(ANN)).toEqual({ "(unsubscribed)": "outdated" });
  expect([deadLetters(), await broken()]).toEqual([[], []]);
});

it.each(SEEDS)("nobody hears that nobody came who waits for a person again, in world %i", async (seed) => {
  const { at, until, shownTo, desk, deadLetters, broken } = openScript({ seed });
  at(0, writes(ANN, "person 1"));
  // The wait ends while Google is away.
  at(5 * MINUTE, fails("google", 500, { forMs: HOUR }));
  at(65 * MINUTE + 5 * SECOND, writes(ANN, "person 2"));
  await until(74 * MINUTE);
  expect(shownTo(ANN)).toEqual(["(waiting)", "(waiting)"]);
  expect(desk(ANN).map(({ type }) => type)).toEqual(["waiting", "ended", "waiting"]);
  await until(3 * HOUR);
  expect(shownTo(ANN)).toEqual(["(waiting)", "(waiting)", "(nobody-came)"]);
  expect([deadLetters(), await broken()]).toEqual([[], []]);
});
