import { describe, expect, it } from "vitest";
import type { UserAddress } from "../support/user-address.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import type { Observation } from "./observation.ts";
import { ANN, BEN, fails, openScript, type ScriptBench, SEEDS, sends, writes } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";

const ARRIVES_LATE = { type: "slow-request", ms: 30 * SECOND } as const;
const SEND = "phones.agentMessages.create";
const HAS_NO_RCS: StoryAct = { do: "set-phone", user: ANN, profile: { reach: "no-rcs" } };
const UNSUBSCRIBES: StoryAct = { do: "unsubscribe", user: ANN };

/** Who made the call waits no longer. */
function isGivenUp({ type }: Observation): boolean {
  return type === "call-aborted";
}

/** What left before somebody else had the conversation cannot be taken back: the promises are about what leaves. */
describe.each(SEEDS)("what the network holds for half a minute, in world %i,", (seed) => {
  /** An answer is on its way, and who sent it has given it up, when a person comes. */
  const personComes = (user: UserAddress, method: string): ScriptBench => {
    const script = openScript({ seed });
    const { at, once } = script;
    const limits = { user, method, function: "messages" } as const;
    at(0, writes(user, "quick 0"));
    at(8 * SECOND, fails("google", ARRIVES_LATE, { ...limits, name: "slow", times: 1 }));
    at(9 * SECOND, fails("google", 503, { ...limits, forMs: 20 * SECOND }));
    at(10 * SECOND, writes(user, "quick 1"));
    once(isGivenUp, 5 * SECOND, () => [{ do: "join", user, person: "Zoe", id: "join-1" }]);
    return script;
  };

  it("is said once, and nothing after it, when a person comes meanwhile", async () => {
    const { until, shownTo, desk, world, deadLetters, broken } = personComes(ANN, SEND);
    await until(5 * MINUTE);
    expect(shownTo(ANN)).toEqual(["re: quick 0", "(joined)", "re: quick 1"]);
    // Nobody could know yet that the answer was on its way.
    expect(desk(ANN)).toContainEqual({ type: "said", content: { type: "text", text: "quick 1" } });
    const read = { times: expect.objectContaining({ read: expect.any(Date) }) };
    expect(await world.history(ANN.conversation)).toMatchObject([{}, read, {}, read, read]);
    await until(HOUR);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("is no line over a person on a phone that shows it at once", async () => {
    const { at, until, shownTo, deadLetters, broken } = personComes(BEN, "conversations.messages.create");
    at(5 * SECOND, { do: "set-phone", user: BEN, profile: {} });
    await until(5 * MINUTE);
    expect(shownTo(BEN)).toEqual(["re: quick 0", "joined", "re: quick 1"]);
    await until(HOUR);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("is said on another channel once, and nothing after it, when the user unsubscribes meanwhile", async () => {
    const { at, once, until, sms, shownTo, deadLetters, broken } = openScript({ seed });
    at(0, HAS_NO_RCS);
    at(SECOND, fails("gateway", ARRIVES_LATE, { times: 1 }));
    at(2 * SECOND, sends(ANN, "promo 1", { ttl: 600, fallback: "sms promo 1", trafficType: "PROMOTION" }));
    once(isGivenUp, SECOND, () => [UNSUBSCRIBES]);
    await until(HOUR);
    expect(sms()).toMatchObject([{ text: "sms promo 1" }]);
    expect(shownTo(ANN)).toEqual([]);
    await until(3 * HOUR);
    expect([sms().length, deadLetters(), await broken()]).toEqual([1, [], []]);
  });
});
