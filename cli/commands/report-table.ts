import type { AgentDayReport } from "../../operations/report/count-day.ts";

type Column = readonly [title: string, value: (day: AgentDayReport) => string | number];

const COLUMNS: readonly Column[] = [
  ["day", ({ day }) => day],
  ["conversations", ({ conversations }) => conversations],
  ["turns", ({ turns }) => sum(turns)],
  ["answer p50", ({ untilAnswered }) => span(untilAnswered?.p50)],
  ["p90", ({ untilAnswered }) => span(untilAnswered?.p90)],
  ["p99", ({ untilAnswered }) => span(untilAnswered?.p99)],
  ["messages", ({ messages }) => messages],
  ["delivered", ({ delivered }) => delivered],
  ["in p50", ({ untilDelivered }) => span(untilDelivered?.p50)],
  ["p90", ({ untilDelivered }) => span(untilDelivered?.p90)],
  ["read", ({ byStatus }) => byStatus.read],
  ["in p50", ({ untilRead }) => span(untilRead?.p50)],
  ["p90", ({ untilRead }) => span(untilRead?.p90)],
  ["expired", ({ byStatus }) => byStatus.expired],
  ["failed", ({ byStatus }) => byStatus.failed],
  ["fallbacks", ({ fellBack }) => fellBack],
  ["hand-overs", ({ handOvers }) => handOvers],
  ["opt-outs", ({ optOuts }) => sum(optOuts)],
];
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The days as a table for each agent, with what they come to by word and by cost class below. */
export function reportTable(days: readonly AgentDayReport[]): readonly string[] {
  return [...Map.groupBy(days, ({ agent }) => agent)].flatMap(([agent, some], index) => [
    ...(index === 0 ? [] : [""]),
    agent,
    ...alignedRows([
      COLUMNS.map(([title]) => title),
      ...some.map((day) => COLUMNS.map(([, value]) => String(value(day)))),
    ]),
    ...totalLine(
      "opt-outs by word",
      some.map(({ optOuts }) => optOuts),
    ),
    ...totalLine(
      "cost by class",
      some.map(({ costs }) => costs),
    ),
  ]);
}

/** A time in the largest unit that says it with two digits or so. */
function span(ms: number | undefined): string {
  if (ms === undefined) return "-";
  if (ms < SECOND_MS) return `${ms} ms`;
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  return ms < HOUR_MS ? `${Math.round(ms / MINUTE_MS)} min` : `${(ms / HOUR_MS).toFixed(1)} h`;
}

/** The sums of counts by name, the largest first. */
function totals(all: readonly Readonly<Record<string, number>>[]): readonly (readonly [string, number])[] {
  const groups = Map.groupBy(all.flatMap(Object.entries<number>), ([name]) => name);
  const sums = [...groups].map(([name, some]) => [name, some.reduce((total, [, count]) => total + count, 0)] as const);
  return sums.toSorted(([, one], [, other]) => other - one);
}

function totalLine(title: string, all: readonly Readonly<Record<string, number>>[]): readonly string[] {
  const known = totals(all);
  return known.length === 0 ? [] : [`${title}: ${known.map(([name, count]) => `${name} ${count}`).join(", ")}`];
}

function alignedRows(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
