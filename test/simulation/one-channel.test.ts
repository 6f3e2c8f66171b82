import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "./durations.ts";
import { PHONE } from "./phone.ts";
import { ANN, fails, openScript, type ScriptBench, SEEDS, sends } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";

const SEND = "phones.agentMessages.create";
const REVOKE = "phones.agentMessages.delete";
const CAPABILITIES = "phones.getCapabilities";
const CODE = sends(ANN, "code 1", { ttl: 10 * 60, fallback: "sms code 1", trafficType: "AUTHENTICATION" });

function phoneIs(reach: "online" | "offline"): StoryAct {
  return { do: "set-phone", user: ANN, profile: { ...PHONE, reach } };
}

describe.each(SEEDS)("when the answer about a code is lost, and then Google refuses, in world %i,", (seed) => {
  /** Google has the code, and we do not know it. From the next try on, it says something else. */
  const losing = (reach: "online" | "offline", refusal: Readonly<Record<string, number>>): ScriptBench => {
    const script = openScript({ seed });
    const { at, once } = script;
    at(0, phoneIs(reach));
    // Nothing is known of the phone yet, so the next try asks.
    at(0, fails("google", 500, { name: "no word", method: CAPABILITIES }));
    at(0, fails("google", { type: "lost-answer" }, { name: "lost", method: SEND, times: 2 }));
    at(SECOND, CODE);
    const refusing = Object.entries(refusal).map(([method, status]) =>
      fails("google", status, { name: method, method }),
    );
    once(
      (one) => one.type === "delivery-answered" && one.kind === "outbound",
      0,
      () => [{ do: "end-fault", name: "no word" }, ...refusing],
    );
    return script;
  };

  const ABOUT_THE_RETRY = [
    ["the phone has no RCS", { [CAPABILITIES]: 404 }],
    ["there is no such user", { [SEND]: 404 }],
    ["the agent may not write", { [SEND]: 403 }],
  ] as const;
  const REFUSALS = [...ABOUT_THE_RETRY, ["nobody may ask about the phone", { [CAPABILITIES]: 403 }]] as const;

  it.each(ABOUT_THE_RETRY)("it is taken back before another channel says it: %s", async (_word, refusal) => {
    const { at, until, seen, shownTo } = losing("offline", refusal);
    at(HOUR, phoneIs("online"));
    await until(MINUTE);
    const done = seen("call-begun").flatMap(({ method, service }) => {
      if (service === "gateway") return ["said by SMS"];
      return method === REVOKE ? ["taken back"] : [];
    });
    expect(done).toEqual(["taken back", "said by SMS"]);
    await until(DAY);
    expect(shownTo(ANN)).toEqual([]);
  });

  it.each(REFUSALS)("one channel says it when the phone is offline until it is over: %s", async (_word, refusal) => {
    const { at, until, sms, shownTo, deadLetters, broken } = losing("offline", refusal);
    at(HOUR, phoneIs("online"));
    await until(DAY);
    expect(sms()).toMatchObject([{ text: "sms code 1" }]);
    expect(shownTo(ANN)).toEqual([]);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it.each(REFUSALS)("no other channel says it when it is on the phone: %s", async (_word, refusal) => {
    const { until, sms, shownTo, deadLetters, broken } = losing("online", refusal);
    await until(MINUTE);
    expect(shownTo(ANN)).toEqual(["code 1"]);
    await until(DAY);
    expect(sms()).toEqual([]);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });
});
