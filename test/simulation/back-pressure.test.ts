import { describe, expect, it } from "vitest";
import { userAddressOf } from "../support/user-address.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { ANN, fails, openScript, SEEDS, writes } from "./script-bench.ts";

const SEND = "phones.agentMessages.create";
const OTHERS = Array.from({ length: 10 }, (_, n) => userAddressOf("rcs", `+44770090010${n}`));

describe.each(SEEDS)("one 503 with Retry-After of 200 s, about one user, in world %i,", (seed) => {
  const refusingAnn = () => {
    const script = openScript({ seed });
    const limits = { user: ANN, method: SEND, times: 1 };
    script.at(0, writes(ANN, "quick 0"));
    script.at(10 * SECOND, fails("google", { type: "status", status: 503, retryAfterSeconds: 200 }, limits));
    script.at(10 * SECOND, writes(ANN, "quick 1"));
    return script;
  };

  it("keeps nobody else waiting for longer than a probe takes", async () => {
    const { at, until, shownAt, deadLetters, broken } = refusingAnn();
    for (const [n, user] of OTHERS.entries()) at(11 * SECOND + n * 100, writes(user, `quick other-${n}`));
    await until(HOUR);
    const answered = OTHERS.map((_, n) => shownAt(`re: quick other-${n}`) ?? Number.POSITIVE_INFINITY);
    expect(Math.max(...answered)).toBeLessThan(30 * SECOND);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });

  it("keeps that user waiting for no longer than the next try, when Google is well", async () => {
    const { until, shownAt } = refusingAnn();
    await until(HOUR);
    expect(shownAt("re: quick 1")).toBeLessThan(MINUTE);
  });

  it("keeps no answer waiting when it is about READ and typing", async () => {
    const { at, until, shownAt } = openScript({ seed });
    const limits = { method: "phones.agentEvents.create", times: 2 };
    at(0, writes(ANN, "quick 0"));
    at(10 * SECOND, fails("google", { type: "status", status: 503, retryAfterSeconds: 200 }, limits));
    at(10 * SECOND, writes(ANN, "quick 1"));
    at(11 * SECOND, writes(ANN, "quick 2"));
    await until(HOUR);
    expect(shownAt("re: quick 1")).toBeLessThan(11 * SECOND);
    // Its READ waits a second for Google; what follows it waits for that.
    expect(shownAt("re: quick 2")).toBeLessThan(13 * SECOND);
  });
});
