import { describe, expect, it } from "vitest";
import { text } from "../../shared/reply/reply.ts";
import { userAddressOf } from "../support/user-address.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import type { Observation } from "./observation.ts";
import { ANN, countingBot, fails, openScript, type ScriptBench, SEEDS, sends, writes } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";

const CARL = userAddressOf("rcs", "+447700900003");
const SEND = "phones.agentMessages.create";
const ZOE_COMES: StoryAct = { do: "join", user: ANN, person: "Zoe", id: "join-1" };
const UNSUBSCRIBES: StoryAct = { do: "unsubscribe", user: ANN };

/** The turn of the bot has Ann's conversation. */
function isLeased(seen: Observation): boolean {
  return (
    seen.type === "conversation-committed" && seen.function === "messages" && isOfAnn(seen) && seen.lease !== undefined
  );
}

function isOfAnn(seen: { readonly conversation: string }): boolean {
  return seen.conversation === ANN.conversation;
}

function isShown(words: string): (seen: Observation) => boolean {
  return (seen) => seen.type === "shown" && seen.text === words;
}

/** A message with a fallback is about to be sent, and that is written down. */
function isBeginning(seen: Observation): boolean {
  return seen.type === "call-begun" && seen.function === "outbound" && /^\S+turns\S+$/.test(seen.id ?? "");
}

function instanceOf(seen: Observation): number {
  if (!("instance" in seen)) throw new Error(`Cannot tell the instance of ${seen.type}`);
  return seen.instance;
}

/** Calls with words for Ann, and the lease that was in force when each began. */
function callsBeyondLease({ seen }: ScriptBench): readonly number[] {
  const leases = seen("conversation-committed").filter(isOfAnn);
  const calls = seen("call-begun").filter(({ method, user }) => method === SEND && user?.address === ANN.address);
  return calls.flatMap((call) => {
    const lease = leases.findLast(({ at }) => at <= call.at)?.lease;
    const end = [...seen("call-ended"), ...seen("call-aborted")].find((one) => one.call === call.call)?.at;
    const isWithin = lease !== undefined && call.at < lease.expiresAt && (end ?? call.at) <= lease.expiresAt;
    return isWithin ? [] : [call.at];
  });
}

describe.each(SEEDS)("an instance that stands still for a minute before it says something, in world %i,", (seed) => {
  /** @param afterMs Since the turn has the conversation. */
  const standingStill = (meanwhile: StoryAct, afterMs: number): ScriptBench => {
    const script = openScript({ seed });
    script.at(0, writes(CARL, "quick 0"));
    // Google wants no call for a while: the next one waits, and is a probe.
    const limits = { user: CARL, method: SEND, times: 1 };
    script.at(10 * SECOND, fails("google", { type: "status", status: 503, retryAfterSeconds: 200 }, limits));
    script.at(10 * SECOND, writes(CARL, "quick 1"));
    script.at(10 * SECOND + 300, writes(ANN, "quick 2"));
    script.once(isLeased, afterMs, (seen) => [
      {
        do: "pause",
        function: "messages",
        instance: instanceOf(seen),
        forMs: MINUTE,
      },
    ]);
    // A person waits until the lease has ended.
    script.at(64 * SECOND, meanwhile);
    return script;
  };

  it.each([
    ["a person comes, before the call is made", ZOE_COMES, 0],
    ["a person comes, while the call waits for its turn", ZOE_COMES, 500],
    ["the user unsubscribes, before the call is made", UNSUBSCRIBES, 0],
    ["the user unsubscribes, while the call waits for its turn", UNSUBSCRIBES, 500],
  ])("says nothing after its lease: %s", async (_case, meanwhile, afterMs) => {
    const script = standingStill(meanwhile, afterMs);
    const { until, seen, shownTo, broken, deadLetters } = script;
    await until(5 * MINUTE);
    expect(seen("instance-resumed")).toHaveLength(1);
    expect(callsBeyondLease(script)).toEqual([]);
    expect(shownTo(ANN)).toEqual([meanwhile === ZOE_COMES ? "(joined)" : "(unsubscribed)"]);
    await until(HOUR);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("has the person hear what the bot was asked", async () => {
    const { until, desk } = standingStill(ZOE_COMES, 500);
    await until(5 * MINUTE);
    expect(desk(ANN)).toContainEqual({ type: "said", content: { type: "text", text: "quick 2" } });
  });
});

it.each(SEEDS)(
  "an instance that stands still just before it sends a code does not send it then, in world %i",
  async (seed) => {
    const script = openScript({ seed });
    const { at, once, until, seen, shownTo, sms, broken, deadLetters } = script;
    at(0, sends(ANN, "code 1", { ttl: 600, fallback: "sms code 1", trafficType: "AUTHENTICATION" }));
    once(isBeginning, 0, (one) => [{ do: "pause", function: "outbound", instance: instanceOf(one), forMs: MINUTE }]);
    at(61 * SECOND, ZOE_COMES);
    await until(5 * MINUTE);
    expect(seen("instance-resumed")).toHaveLength(1);
    expect(callsBeyondLease(script)).toEqual([]);
    expect(shownTo(ANN).toSorted()).toEqual(["(joined)", "code 1"]);
    await until(HOUR);
    expect([sms(), deadLetters(), await broken()]).toEqual([[], [], []]);
  },
);

it.each(SEEDS)("a code whose time ends just before it is sent is said by SMS at once, in world %i", async (seed) => {
  const { at, once, until, seen, sms, shownTo, broken, deadLetters } = openScript({ seed });
  at(0, sends(ANN, "code 1", { ttl: 15, fallback: "sms code 1", trafficType: "AUTHENTICATION" }));
  once(isBeginning, 0, (one) => [{ do: "pause", function: "outbound", instance: instanceOf(one), forMs: 20 * SECOND }]);
  await until(5 * MINUTE);
  expect(seen("instance-resumed")).toHaveLength(1);
  expect(sms()).toMatchObject([{ text: "sms code 1" }]);
  await until(4 * HOUR);
  expect([sms().length, shownTo(ANN), deadLetters(), await broken()]).toEqual([1, [], [], []]);
});

it.each(SEEDS)("a slow bot and a slow Google end before another turn begins, in world %i", async (seed) => {
  const { openBot } = countingBot(async (_words, asked, { sleep }) => {
    await sleep(asked === 1 ? 39 * SECOND : 0);
    return [text("re: slow 1")];
  });
  const script = openScript({ seed, openBot });
  const { at, once, until, seen, shownTo, desk, broken, deadLetters } = script;
  at(0, fails("google", { type: "hang" }, { method: SEND, times: 2 }));
  at(0, writes(ANN, "slow 1"));
  once(isLeased, 3 * SECOND, () => [ZOE_COMES]);
  await until(5 * MINUTE);
  expect(seen("fault-ended")).toHaveLength(1);
  expect(callsBeyondLease(script)).toEqual([]);
  expect(shownTo(ANN)).toEqual(["(joined)"]);
  expect(desk(ANN)).toContainEqual({ type: "said", content: { type: "text", text: "slow 1" } });
  await until(HOUR);
  expect([deadLetters(), await broken()]).toEqual([[], []]);
});

describe.each(SEEDS)("a streamed answer whose process dies, and that another turn overtakes, in world %i,", (seed) => {
  const ASKED_AT = 11 * MINUTE;
  /** For two minutes after the process has died no other one can go on. */
  const dying = (planCrash: (script: ScriptBench) => void): ScriptBench => {
    const script = openScript({ seed });
    const { at, once } = script;
    at(0, writes(ANN, "person 1"));
    at(10 * SECOND, ZOE_COMES);
    // Nobody takes the conversation back in time, so the turn does.
    at(20 * SECOND, fails("firestore", 503, { name: "no events", function: "events", forMs: 20 * MINUTE }));
    at(ASKED_AT, writes(ANN, "stream 1"));
    at(ASKED_AT + 5 * SECOND, sends(ANN, "notice 1"));
    planCrash(script);
    const away = fails("firestore", 503, { name: "no messages", function: "messages", forMs: 2 * MINUTE });
    once(
      ({ type }) => type === "instance-crashed",
      0,
      () => [away],
    );
    return script;
  };

  it.each([
    [
      "(left)",
      ({ at }: ScriptBench) =>
        at(ASKED_AT, fails("google", { type: "crash-after" }, { function: "messages", method: SEND, times: 1 })),
    ],
    [
      "first: stream 1",
      ({ once }: ScriptBench) => once(isShown("first: stream 1"), 0, () => [{ do: "crash", function: "messages" }]),
    ],
  ])("says each line once, and the rest, after it died with `%s`", async (words, planCrash) => {
    const { until, seen, shownTo, broken, deadLetters } = dying(planCrash);
    await until(2 * HOUR);
    const [waiting, joined, ...lines] = shownTo(ANN);
    expect([waiting, joined, seen("instance-crashed").length]).toEqual(["(waiting)", "(joined)", 1]);
    expect(lines.toSorted()).toEqual(["(left)", "first: stream 1", "notice 1", "re: stream 1"]);
    expect(lines.indexOf("notice 1")).toBe(lines.indexOf(words) + 1);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });
});
