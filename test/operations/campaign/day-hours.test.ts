import { describe, expect, it } from "vitest";
import { openDaylight } from "../../../operations/campaign/day-hours.ts";
import type { Address } from "../../../shared/base/ids.ts";

const MINUTE_MS = 60_000;
const NEW_YORK = new Intl.DateTimeFormat("en", { timeZone: "America/New_York", timeStyle: "short", hourCycle: "h23" });

/** When it is day for a number of the United States, on the clocks of New York: from, and up to. */
function dayOf(date: string): readonly string[] {
  const { isDay } = openDaylight({ from: 8, to: 20 }, []);
  const begin = Date.parse(`${date}T05:00:00Z`);
  const minutes = Array.from({ length: 24 * 60 }, (_, minute) => new Date(begin + minute * MINUTE_MS));
  const day = minutes.filter((at) => isDay("+12125550123" as Address, at));
  const [first = new Date(0), last = new Date(0)] = [day[0], day.at(-1)];
  return [NEW_YORK.format(first), NEW_YORK.format(new Date(last.getTime() + MINUTE_MS))];
}

describe("openDaylight()", () => {
  it("has the hours for the United States and Canada that docs/campaigns.md tells", () => {
    expect([dayOf("2026-01-15"), dayOf("2026-07-15")]).toEqual([
      ["13:00", "18:30"],
      ["14:00", "18:30"],
    ]);
  });
});
