import { type Estimate, estimate, pairedRatio } from "./paired-ratio.ts";

/** One line of what was measured. */
export interface BenchRow {
  readonly what: string;
  readonly unit: string;
  /** The median of ours. */
  readonly ours: number;
  /** What it is compared with, and the ratios of the runs of one round. */
  readonly against?: { readonly whom: string; readonly theirs: number; readonly ratio: Estimate };
  /** The ratio that is wanted at most; of a row without one, the value. */
  readonly goal?: { readonly most: number };
}

/** A line of what runs of ours gave beside those of another, round by round. */
export function rowBeside(
  { what, unit }: Pick<BenchRow, "what" | "unit">,
  own: readonly number[],
  [whom, theirs]: readonly [string, readonly number[]],
): BenchRow {
  const against = { whom, theirs: estimate(theirs).median, ratio: pairedRatio(own, theirs) };
  return { what, unit, ours: estimate(own).median, against };
}

const HEAD = ["what", "unit", "ours", "beside", "theirs", "ratio (95 %)", "goal", ""];

/** A table in Markdown. */
export function writeTable(machine: string, rows: readonly BenchRow[]): string {
  const cells = [HEAD, HEAD.map(() => "---"), ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  return `${machine}\n\n${lines.join("\n")}\n`;
}

function cellsOf(row: BenchRow): readonly string[] {
  const { what, unit, ours, against, goal } = row;
  const beside = against === undefined ? ["", "", ""] : [against.whom, digits(against.theirs), spread(against.ratio)];
  const most = goal === undefined ? "" : String(goal.most);
  return [what, unit, digits(ours), ...beside, most, goal === undefined ? "" : isMet(row) ? "met" : "missed"];
}

/** True when the middle is within the goal. */
function isMet({ ours, against, goal }: BenchRow): boolean {
  return goal === undefined || (against?.ratio.median ?? ours) <= goal.most;
}

function spread({ median, low, high }: Estimate): string {
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
