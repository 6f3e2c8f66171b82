import { describe, expect, it } from "vitest";
import { parseTime } from "../../../shared/base/parse-time.ts";

describe("parseTime()", () => {
  it.each([
    ["2026-12-01T19:00:00Z", "2026-12-01T19:00:00.000Z"],
    ["2026-12-01t19:00:00.123456789z", "2026-12-01T19:00:00.123Z"],
    ["2026-12-01T00:30:00+02:00", "2026-11-30T22:30:00.000Z"],
    ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ])("reads %s", (text, time) => expect(parseTime(text)?.toISOString()).toBe(time));

  it.each([
    "",
    "2026-12-01",
    "2026-12-01T19:00:00",
    "2026-12-01T25:00:00Z",
    "2026-12-01T19:00:00+25:00",
    "2026-11-31T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "tomorrow",
  ])("finds no time in %j", (text) => expect(parseTime(text)).toBeUndefined());
});
