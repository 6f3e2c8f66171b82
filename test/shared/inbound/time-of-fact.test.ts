import { describe, expect, it } from "vitest";
import { timeOfFact } from "../../../shared/inbound/time-of-fact.ts";

const RECEIVED = new Date("2026-11-20T10:15:15Z");
const told = (plusMs: number) => new Date(RECEIVED.getTime() + plusMs);

describe("timeOfFact()", () => {
  it.each([
    ["the time that was told", told(-60_000), { at: told(-60_000) }],
    ["never a later one than when it was received", told(1999), { at: RECEIVED }],
    ["an estimate where a time lies ahead", told(2001), { at: RECEIVED, isEstimated: true }],
    [
      "an estimate where a time lies thousands of years ahead",
      new Date("9998-12-31"),
      { at: RECEIVED, isEstimated: true },
    ],
    ["an estimate where none is told", undefined, { at: RECEIVED, isEstimated: true }],
  ])("is %s", (_claim, time, wanted) => {
    expect(timeOfFact(time, RECEIVED)).toEqual(wanted);
  });
});
