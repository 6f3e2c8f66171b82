import { describe, expect, it } from "vitest";
import { type Consent, countsOver, mayReach } from "../../../shared/conversation/consent.ts";

const DAY_MS = 86_400_000;
const out = (day: number, isEstimated?: true): Consent => consent(true, day, isEstimated);
const into = (day: number, isEstimated?: true): Consent => consent(false, day, isEstimated);

function consent(isOptedOut: boolean, day: number, isEstimated?: true): Consent {
  return { isOptedOut, at: new Date(day * DAY_MS), ...(isEstimated && { isEstimated }) };
}

describe("countsOver()", () => {
  it.each([
    ["the first choice", out(20), undefined, true],
    ["an opt-out after an opt-in", out(20), into(19), true],
    ["an opt-out at the same moment as an opt-in", out(20), into(20), true],
    ["an older opt-out", out(18), into(19), false],
    ["an opt-in after an opt-out", into(20), out(19), true],
    ["an opt-in at the same moment as an opt-out", into(20), out(20), false],
    ["an opt-out of unknown time, a day after an opt-in", out(20, true), into(19), false],
    ["an opt-out of unknown time, eight days after an opt-in", out(20, true), into(12), true],
    ["an opt-in of unknown time, a day after an opt-out", into(20, true), out(19), false],
    ["an opt-in of unknown time, eight days after an opt-out", into(20, true), out(12), true],
    ["an opt-out a day before an opt-in of unknown time", out(19), into(20, true), true],
    ["an opt-out of unknown time after an opt-in of unknown time", out(20, true), into(19, true), true],
    ["a newer opt-out after an opt-out", out(20), out(19), true],
    ["an opt-out of unknown time after an opt-out", out(20, true), out(19), false],
    ["an opt-out a day before one of unknown time", out(19), out(20, true), false],
    ["an opt-in a day before one of unknown time", into(19), into(20, true), false],
  ] as const)("decides about %s", (_claim, changed, known, counts) => {
    expect(countsOver(changed, known)).toBe(counts);
  });
});

describe("mayReach()", () => {
  it.each(["AUTHENTICATION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"] as const)(
    "lets %s pass an opt-out",
    (trafficType) => {
      expect(mayReach({ consent: out(1) }, { trafficType })).toBe(true);
    },
  );

  it.each(["PROMOTION", "TRANSACTION", undefined] as const)("lets %s not pass", (trafficType) => {
    expect(mayReach({ consent: out(1) }, trafficType === undefined ? {} : { trafficType })).toBe(false);
  });
});
