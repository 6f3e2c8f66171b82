import type { Command } from "commander";
import type { AgentDayReport } from "../../operations/report/count-day.ts";
import { type ReportFact, report } from "../../operations/report/report.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { writeReportPage } from "../report-page.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { addCommand, type CommonOptions, showOperation } from "./command.ts";
import { readWhole } from "./kept-options.ts";
import { reportTable } from "./report-table.ts";

const DEFAULT_DAYS = 7;

const EXAMPLES = `
Days are those of UTC. It counts turns in which something was said, people were called or the user chose, and reads each of them once.

Examples:
  npx heliograph report
  npx heliograph report --days 30 --agent demo_agent --html report.html
  npx heliograph report --days 1 --json
`;

interface ReportOptions extends CommonOptions {
  readonly days: number;
  readonly agent?: string;
  readonly html?: string;
}

/** `heliograph report` */
export function addReport(program: Command, console: Console): void {
  addCommand(
    program,
    "report",
    "Counts conversations, answers, receipts, opt-outs and costs, for each agent and day. It changes nothing.",
  )
    .option("--days <n>", "so many days, up to today", readWhole, DEFAULT_DAYS)
    .option("--agent <id>", "only this agent, as AGENTS names it")
    .option("--html <file>", "write a page with charts, too, which needs no network")
    .addHelpText("after", EXAMPLES)
    .action((options: ReportOptions) => run(options, console));
}

async function run(options: ReportOptions, console: Console): Promise<void> {
  const { days, agent, html } = options;
  const told: AgentDayReport[] = [];
  const note = (fact: ReportFact) => {
    if (fact.type === "day") told.push(fact);
    else console.progress(`${fact.done} of ${fact.of} days counted`);
  };
  const request = { days, ...present({ agent }) };
  await showOperation({ operation: report, request, options, note }, () => undefined, console);
  if (console.isStopped()) throw new Error("Stopped: not all days were counted");
  if (!options.json) for (const line of reportTable(told)) console.print(line);
  if (html === undefined) return;
  await writeWholeFile(html, writeReportPage(told));
  if (!options.json) console.print(`The charts are in ${html}.`);
}
