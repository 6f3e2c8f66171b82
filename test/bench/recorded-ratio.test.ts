import { describe, expect, it } from "vitest";
import { recordRatios, slowerThan } from "./recorded-ratio.ts";
import type { BenchRow } from "./report.ts";

const CPU = "warm ingress, CPU a request";
const FRAMEWORK = "framework + HMAC";

function measured(low: number, median: number, what = CPU): BenchRow {
  const ratio = { low, median, high: median * 2 };
  return { what, unit: "µs", ours: 100, against: { whom: FRAMEWORK, theirs: 80, ratio } };
}

describe("the ratio that was written down", () => {
  const recorded = [{ what: CPU, whom: FRAMEWORK, ratio: 1.2 }];

  it("may grow by 15 % before anything is called slower", () => {
    expect(slowerThan(recorded, [measured(1.37, 1.5)])).toEqual(new Map());
    expect(slowerThan(recorded, [measured(1.39, 1.5)])).toEqual(
      new Map([[`${CPU} beside ${FRAMEWORK}`, "1.50 times as much, at least 1.39; it was 1.20"]]),
    );
  });

  it("is not kept silently when it is measured no more", () => {
    expect(() => slowerThan(recorded, [measured(1, 1, "another")])).toThrow(`Not measured: ${CPU} beside ${FRAMEWORK}`);
  });

  it("is that of cold ingress, and of CPU a request", () => {
    const cold = "cold ingress, production → answered";
    const rows = [measured(1, 1.23456), measured(1, 2, cold), measured(1, 2, "cold ingress, emulators, CPU")];
    expect(recordRatios(rows)).toEqual([
      { what: CPU, whom: FRAMEWORK, ratio: 1.235 },
      { what: cold, whom: FRAMEWORK, ratio: 2 },
    ]);
  });
});
