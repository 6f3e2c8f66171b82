import { describe, expect, it } from "vitest";
import { timeBefore } from "../../../shared/inbound/clamp-time.ts";
import { parse } from "../../../shared/inbound/parse.ts";
import { ada, maya, sealed, webhookOf } from "../../support/sealed.ts";

const RECEIVED = new Date("2026-11-20T12:00:00Z");

const AHEAD = ["9999-12-31T23:59:59Z", "2026-11-20T13:00:00Z", "2026-11-20T12:00:00.001Z"];
const ABSURD = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2018-11-20T12:00:00Z", "2026-10-21T11:59:59.999Z"];
const GIVEN = ["2026-11-20T12:00:00.000Z", "2026-11-13T12:00:00.000Z", "2026-10-21T12:00:00.000Z"];

describe("timeBefore()", () => {
  const read = (value: string) => timeBefore(RECEIVED)({ value, path: "sendTime" });

  it.each(AHEAD)("takes %s for when it was received", (told) => expect(read(told)).toEqual(RECEIVED));
  it.each(GIVEN)("takes %s as it is", (told) => expect(read(told)).toEqual(new Date(told)));

  it.each(ABSURD)("refuses %s, which nobody can have waited for", (told) => {
    expect(() => read(told)).toThrow("Cannot read sendTime: expected a time of the last 30 days, got an older one");
  });
});

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
