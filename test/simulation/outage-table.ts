import { MINUTE } from "./durations.ts";
import { onCallOf, ROWS } from "./outage-cells.ts";
import { type OutageRun, runOutage } from "./outage-run.ts";
import type { FaultMode, Service } from "./world-fault.ts";
import { wrapItem } from "./wrap-item.ts";

/** Outages of one service. */
interface OutagesOf {
  readonly title: string;
  readonly columns: readonly OutageColumn[];
}

/** Outages of one length. */
interface OutageColumn {
  readonly length: string;
  readonly runs: readonly OutageRun[];
}

const MISSING: readonly { readonly service: Service; readonly title: string }[] = [
  { service: "google", title: "Without Google's messaging API" },
  { service: "firestore", title: "Without Firestore" },
  { service: "pubsub", title: "Without Pub/Sub" },
  { service: "gateway", title: "Without the fallback's SMS gateway" },
];
const REFUSED: FaultMode = { type: "status", status: 503 };
const SILENT: FaultMode = { type: "hang" };
/** A day takes most of the time that is spent, and little depends then on how calls fail. */
const LENGTHS: readonly { readonly length: string; readonly forMs: number; readonly modes: readonly FaultMode[] }[] = [
  { length: "3 minutes", forMs: 3 * MINUTE, modes: [REFUSED, SILENT] },
  { length: "1 hour", forMs: 60 * MINUTE, modes: [REFUSED, SILENT] },
  { length: "1 day", forMs: 24 * 60 * MINUTE, modes: [REFUSED] },
];

/** Runs every outage. */
export async function runOutages(): Promise<readonly OutagesOf[]> {
  const all: OutagesOf[] = [];
  for (const { service, title } of MISSING) {
    const columns: OutageColumn[] = [];
    for (const { length, forMs, modes } of LENGTHS) {
      const runs: OutageRun[] = [];
      for (const mode of modes) runs.push(await runOutage({ service, forMs, mode }));
      columns.push({ length, runs });
    }
    all.push({ title, columns });
  }
  return all;
}

/** For each service a table of what users and the desk see, with a column for each length, and what the person on call sees. */
export function renderOutages(outages: readonly OutagesOf[]): string {
  return outages.map(renderOne).join("\n");
}

function renderOne({ title, columns }: OutagesOf): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const head = `${line(["it is away for", ...columns.map(({ length }) => length)])}|---|---|---|---|\n`;
  const rows = ROWS.map((row) => line([row.title, ...columns.map(({ runs }) => row.cell(runs))]));
  const onCall = columns.map(({ length, runs }) => wrapItem(`- **On call,** ${length}: ${onCallOf(runs)}`));
  return `### ${title}\n\n${head}${rows.join("")}\n${onCall.join("")}`;
}
