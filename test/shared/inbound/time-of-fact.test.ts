import { describe, expect, it } from "vitest";
import { parse } from "../../../shared/inbound/parse.ts";
import { timeOfFact, timeOfOptOut } from "../../../shared/inbound/time-of-fact.ts";
import { ada, maya, sealed, webhookOf } from "../../support/sealed.ts";

const RECEIVED = new Date("2026-11-20T12:00:00Z");
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
    ["the time of thirty days ago", told(-30 * 86_400_000), { at: told(-30 * 86_400_000) }],
    [
      "an estimate where nobody can have waited so long",
      told(-30 * 86_400_000 - 1),
      { at: RECEIVED, isEstimated: true },
    ],
    ["an estimate where none is told", undefined, { at: RECEIVED, isEstimated: true }],
  ])("is %s", (_claim, time, wanted) => {
    expect(timeOfFact(RECEIVED, time)).toEqual(wanted);
  });
});

describe("timeOfOptOut()", () => {
  it.each([
    ["when it was received where a time lies ahead", told(3_600_000), { at: RECEIVED }],
    ["the time that was told", told(-60_000), { at: told(-60_000) }],
    ["an estimate where none is told", undefined, { at: RECEIVED, isEstimated: true }],
  ])("is %s", (_claim, time, wanted) => {
    expect(timeOfOptOut(RECEIVED, time)).toEqual(wanted);
  });
});

const AHEAD = ["9999-12-31T23:59:59Z", "2026-11-20T13:00:00Z", "2026-11-20T12:00:00.001Z"];
const ABSURD = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2018-11-20T12:00:00Z", "2026-10-21T11:59:59.999Z"];

describe.each([...AHEAD, ...ABSURD])("parse() of what is told as of %s", (told) => {
  it.each([
    ["RCS text", "rcs", { ...ada.text("Hi"), sendTime: told }],
    ["RCS receipt", "rcs", { ...ada.read("m1"), sendTime: told }],
    ["opt-out", "rcs", { ...ada.unsubscribed(), sendTime: told }],
    ["Business Messages text", "business-messages", bothTimes(maya.text("Hi"), "message", told)],
    ["batch of receipts", "business-messages", bothTimes(maya.read("m1"), "receipts", told)],
  ] as const)("dates a %s when it was received", (_what, channel, event) => {
    const fact = parse(sealed(webhookOf(channel, event), RECEIVED));
    const receipts = fact.type === "receipt" ? fact.receipts : [];
    expect([fact.at, ...receipts.map(({ at }) => at)]).toEqual([RECEIVED, ...receipts.map(() => RECEIVED)]);
  });
});

function bothTimes(event: Readonly<Record<string, unknown>>, key: string, told: string) {
  return { ...event, sendTime: told, [key]: { ...(event[key] as object), createTime: told } };
}
