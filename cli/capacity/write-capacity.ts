import { CONVERSATION_WRITES } from "./constants.ts";
import type { Load } from "./load.ts";
import type { CapacityPlan } from "./plan-capacity.ts";
import { type Costs, total } from "./price.ts";

type Row = readonly string[];

const WHOLE = { maximumFractionDigits: 0 } as const;
const CENTS = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;

/** What each part of the costs is for. */
export const COST_NAMES: Readonly<Record<keyof Costs, string>> = {
  functions: "functions",
  pubsub: "Pub/Sub",
  kept: "kept for replay",
  history: "history, written and read",
  historyKept: "history, kept",
  timers: "timers",
  logs: "logs",
};

/** Tells a plan to a person. */
export function writeCapacity(load: Load, plan: CapacityPlan): string {
  const { firestore, conversation } = plan;
  return [
    `Load, a second: messages ${formatNumber(load.messages)}, outbound ${formatNumber(load.outbound)}, timers ` +
      `${formatNumber(load.timers)}; receipts for each message sent ${formatNumber(load.receipts)}`,
    "",
    ...alignColumns([["function", "requests/s", "instances", "max_instances"], ...functionRows(plan)]),
    "",
    "Limits, nearest first:",
    ...alignColumns([["  reached at", "limit", "raise it with"], ...limitRows(plan)]),
    `No limit is published for RCS for Business (${formatNumber(plan.apiCalls)} calls/s here) and for Firestore ` +
      `(${formatNumber(firestore.operations)} reads and writes/s here).`,
    ...(firestore.growMinutes === 0
      ? []
      : [`A new Firestore database grows to this load in ${firestore.growMinutes} minutes: begin slowly.`]),
    "",
    `One user: ${formatNumber(conversation.inOrder)} messages/s, because they are handled in order; ` +
      `${formatNumber(conversation.lasting)}/s for long, because each turn writes one document ${CONVERSATION_WRITES} times.`,
    `History after ${load.historyDays} days: ${formatBytes(plan.historyBytes)}`,
    "",
    `US dollars a month, at ${formatNumber(load.meanPercent)} % of this load on average (list prices of November 2026, no free tiers)` +
      `${plan.functions.some(({ isTooMuch }) => isTooMuch) ? ", with the instances that it needs" : ""}:`,
    ...alignColumns(costRows(plan.costs)),
    "",
    "The figures and their sources: docs/capacity.md",
  ].join("\n");
}

function functionRows({ functions }: CapacityPlan): readonly Row[] {
  return functions.map(({ name, perSecond, instances, maxInstances, isTooMuch }) => {
    const remark = isTooMuch ? ": TOO FEW" : instances > maxInstances ? ": nothing to spare" : "";
    const most = `${maxInstances}${remark}`;
    return [name, formatNumber(perSecond), formatNumber(instances), most];
  });
}

function limitRows({ limits }: CapacityPlan): readonly Row[] {
  return limits.map(({ timesLoad, limit, raiseWith }) => [`  ${formatNumber(timesLoad)} × load`, limit, raiseWith]);
}

/** What costs nothing is left out. */
function costRows(costs: Costs): readonly Row[] {
  const names = Object.keys(COST_NAMES) as (keyof Costs)[];
  const rows = names
    .filter((name) => costs[name] > 0)
    .map((name) => [`  ${COST_NAMES[name]}`, formatDollars(costs[name])]);
  return [...rows, ["  total", formatDollars(total(costs))]];
}

/** With cents below 100. */
export function formatDollars(value: number): string {
  return value.toLocaleString("en", value < 100 ? CENTS : WHOLE);
}

/** Three significant digits below 100, whole numbers from there. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en", value < 100 ? { maximumSignificantDigits: 3 } : WHOLE);
}

/** In the unit that people read. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
  const unit = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${formatNumber(bytes / 1024 ** unit)} ${units[unit]}`;
}

/** Pads cells to the width of their column: numbers end at the right, words begin at the left. */
function alignColumns(rows: readonly Row[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const pad = (cell: string, width = 0) => (/^[\d.,]+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
