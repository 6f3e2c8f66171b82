import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { MINUTE } from "./durations.ts";
import { runSilentOutage, type SilentRun, silentOutages } from "./silent-outages.ts";
import { wrapItem } from "./wrap-item.ts";

const PAGE = "docs/operations.md";
const BLOCK = /(?<=<!-- Measured: test\/simulation\/silent-outages\.test\.ts -->\n\n)[\s\S]*?(?=\n<!-- End -->)/;

describe("an outage in which no request reaches an instance", () => {
  let runs: readonly SilentRun[];

  beforeAll(async () => {
    runs = (await silentOutages()).map(runSilentOutage);
  });

  it("sets off an alert within ten minutes of the first webhook, whatever its cause", () => {
    const late = runs.filter(({ alerts }) => !alerts.some(({ firstMs }) => firstMs <= 10 * MINUTE));
    expect(late.map(({ title }) => title)).toEqual([]);
  });

  it("is told as a function that does not start where ingress itself says what is wrong", () => {
    const [broken] = runs;
    expect([broken?.logged[0], broken?.alerts[0]?.title]).toEqual(["`start_failed`", "A function does not start"]);
  });

  it("is written down in docs/operations.md as it is measured", () => {
    const list = runs.map(({ title, logged, alerts }) => {
      const told = alerts.map((alert) => `“${alert.title}” after ${minutes(alert.firstMs)}`);
      return wrapItem(`- **${title}.** Of each request the log has ${logged.join(", ")}. Alerts: ${told.join(", ")}.`);
    });
    if (process.env.UPDATE_OUTAGES !== undefined)
      writeFileSync(
        PAGE,
        readFileSync(PAGE, "utf8").replace(BLOCK, () => list.join("")),
      );
    expect(readFileSync(PAGE, "utf8").match(BLOCK)?.[0]).toBe(list.join(""));
  });
});

function minutes(ms: number): string {
  return ms === 0 ? "a moment" : `${Math.ceil(ms / MINUTE)} min`;
}
