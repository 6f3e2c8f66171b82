import type { BenchRow } from "./report.ts";

/** How ours compared with another when it was written down. */
export interface RecordedRatio {
  readonly what: string;
  readonly whom: string;
  readonly ratio: number;
}

/** What a ratio may grow before it is called slower. */
const GROWTH = 1.15;

/** Cold ingress by both paths, and CPU a request: what a change must not make slower. */
const KEPT = /^cold ingress, (emulators|production) → answered$|^warm ingress, CPU a request$/;

/** The ratios that are kept, of what was measured. */
export function recordRatios(rows: readonly BenchRow[]): readonly RecordedRatio[] {
  return rows.flatMap(({ what, against }) =>
    against !== undefined && KEPT.test(what)
      ? [{ what, whom: against.whom, ratio: Number(against.ratio.median.toFixed(3)) }]
      : [],
  );
}

/**
 * What has become slower, and by how much: where even the lower bound of the ratio lies 15 % above the one that was written down.
 * @throws Error where something that was written down was not measured.
 */
export function slowerThan(recorded: readonly RecordedRatio[], rows: readonly BenchRow[]): ReadonlyMap<string, string> {
  const slower = new Map<string, string>();
  for (const { what, whom, ratio } of recorded) {
    const row = rows.find((one) => one.what === what && one.against?.whom === whom);
    if (row?.against === undefined) throw new Error(`Not measured: ${what} beside ${whom}`);
    const { low, median } = row.against.ratio;
    if (low > ratio * GROWTH)
      slower.set(
        `${what} beside ${whom}`,
        `${median.toFixed(2)} times as much, at least ${low.toFixed(2)}; it was ${ratio.toFixed(2)}`,
      );
  }
  return slower;
}
