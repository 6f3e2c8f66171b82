import { describe, expect, it } from "vitest";
import { SettingsError } from "../../../shared/base/errors.ts";
import { hoursOf, type Week, weeklyHours } from "../../../shared/bot/hours.ts";

const OFFICE = "08:00-18:00";
const WARSAW: Week = {
  timeZone: "Europe/Warsaw",
  monday: OFFICE,
  tuesday: OFFICE,
  wednesday: ["08:00-12:00", "13:00-18:00"],
  thursday: OFFICE,
  friday: "18:00-02:00",
  sunday: "02:30-12:00",
};

const OPEN = { isOpen: true };
const opens = (at: string) => ({ isOpen: false, opens: new Date(at) });

/** Summer time began in Warsaw on 29 March 2026 and ended on 25 October 2026. */
const CASES: Readonly<Record<string, readonly [at: string, Week, ReturnType<ReturnType<typeof weeklyHours>>]>> = {
  "by day": ["2026-11-24T12:00:00Z", WARSAW, OPEN],
  "at the first notice": ["2026-11-24T07:00:00Z", WARSAW, OPEN],
  "a moment before it": ["2026-11-24T06:59:59.999Z", WARSAW, opens("2026-11-24T07:00:00Z")],
  "at the moment of closing": ["2026-11-24T17:00:00Z", WARSAW, opens("2026-11-25T07:00:00Z")],
  "over lunch": ["2026-11-25T11:30:00Z", WARSAW, opens("2026-11-25T12:00:00Z")],
  "past midnight": ["2026-11-28T00:30:00Z", WARSAW, OPEN],
  "past the night before": ["2026-11-28T01:00:00Z", WARSAW, opens("2026-11-29T01:30:00Z")],
  "in winter, for summer": ["2026-03-28T12:00:00Z", WARSAW, opens("2026-03-29T01:30:00Z")],
  "on the first day of summer": ["2026-03-30T05:00:00Z", WARSAW, opens("2026-03-30T06:00:00Z")],
  "on the first day of winter": ["2026-10-25T11:00:00Z", WARSAW, opens("2026-10-26T07:00:00Z")],
  "at an hour that comes twice": ["2026-10-25T00:15:00Z", WARSAW, opens("2026-10-25T00:30:00Z")],
  "a week ahead": [
    "2026-11-24T12:00:00Z",
    { timeZone: "Asia/Tokyo", tuesday: "09:00-10:00" },
    opens("2026-12-01T00:00:00Z"),
  ],
  "across the date line": ["2026-11-23T20:30:00Z", { timeZone: "Pacific/Kiritimati", tuesday: "10:00-11:00" }, OPEN],
  "all day": ["2026-11-24T23:59:59Z", { timeZone: "UTC", tuesday: "00:00-24:00" }, OPEN],
  never: ["2026-11-24T12:00:00Z", { timeZone: "UTC" }, { isOpen: false }],
};

describe("weeklyHours()", () => {
  it.each(Object.entries(CASES))("knows who is there %s", (_case, [at, week, attendance]) => {
    expect(weeklyHours(week)(new Date(at))).toEqual(attendance);
  });

  it.each(["8:00-18:00", "08:00-18:60", "08:00-24:30", "08:00-08:00"] as const)("refuses %s", (monday) => {
    expect(() => weeklyHours({ timeZone: "UTC", monday })).toThrow(SettingsError);
    expect(() => weeklyHours({ timeZone: "UTC", monday })).toThrow(
      `Cannot read the hours of monday: expected hours such as 08:00-18:00, got ${monday}`,
    );
  });

  it("refuses a time zone that is none before anybody asks", () => {
    expect(() => weeklyHours({ timeZone: "Europe/Warsav" })).toThrow(SettingsError);
    expect(() => weeklyHours({ timeZone: "Europe/Warsav" })).toThrow(
      "Cannot read the time zone: expected a name such as Europe/Warsaw, got Europe/Warsav",
    );
  });

  it("takes no words for hours", () => {
    // @ts-expect-error
    expect(() => weeklyHours({ timeZone: "UTC", monday: "always" })).toThrow("got always");
  });
});

describe("hoursOf()", () => {
  it("counts the minutes of a day, and past its end", () => {
    expect(hoursOf(WARSAW, "friday")).toEqual([{ start: 1080, end: 1560 }]);
    expect(hoursOf(WARSAW, "saturday")).toEqual([]);
  });
});
