import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { OUTAGE_MS } from "../../shared/base/budgets.ts";
import { readAlertRules } from "./alert-rules.ts";
import { MEASURES } from "./outage-alerts.ts";
import { renderOutages, runOutages } from "./outage-table.ts";

const PAGE = "docs/operations.md";
const BLOCK = /(?<=<!-- Measured: test\/simulation\/outage-table\.test\.ts -->\n\n)[\s\S]*?(?=\n<!-- End -->)/;

it("readAlertRules() finds each alert that can be evaluated, and no other", () => {
  const rules = readAlertRules();
  expect(rules.length).toBeGreaterThan(0);
  expect(
    rules
      .filter(({ line }) => line === undefined)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(Object.keys(MEASURES).toSorted());
});

describe("runOutages()", () => {
  let outages: Awaited<ReturnType<typeof runOutages>>;
  const short = () =>
    outages
      .flatMap(({ columns }) => columns.flatMap(({ runs }) => runs))
      .filter(({ outage }) => outage.forMs <= OUTAGE_MS);

  beforeAll(async () => {
    outages = await runOutages();
  }, 240_000);

  it("breaks no promise, loses nothing and needs nobody while an outage lasts an hour at most", () => {
    expect(short().flatMap(({ violations, letters }) => [...violations, ...letters])).toEqual([]);
    const lost = short().flatMap(({ outcomes }) =>
      outcomes.filter(({ what, came }) => came === undefined && what !== "promotion"),
    );
    expect(lost).toEqual([]);
  });

  it("is written down in docs/operations.md as it is measured", () => {
    const table = renderOutages(outages);
    if (process.env.UPDATE_OUTAGES !== undefined)
      writeFileSync(
        PAGE,
        readFileSync(PAGE, "utf8").replace(BLOCK, () => table),
      );
    expect(readFileSync(PAGE, "utf8").match(BLOCK)?.[0]).toBe(table);
  });
});
