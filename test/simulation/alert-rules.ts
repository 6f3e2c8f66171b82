import { readFileSync } from "node:fs";
import type { LogFilter } from "../support/log-filter.ts";
import { readLine } from "./counted-entries.ts";

/** How often Monitoring looks. */
export const LOOK_MS = 60_000;

/** An alert as Terraform has it: above the threshold for so long, aligned over so long. */
export interface AlertRule {
  readonly name: string;
  readonly title: string;
  readonly alignedMs: number;
  readonly above: number;
  readonly forMs: number;
  /** Of an alert on log lines: which they are. */
  readonly line?: LogFilter;
  /** Of an alert in PromQL: the query, without the locals in it. */
  readonly query?: string;
}

/** All that terraform/monitoring-alerts.tf has in its table. */
export function readAlertRules(): readonly AlertRule[] {
  const text = readFileSync("terraform/monitoring-alerts.tf", "utf8");
  return [...text.matchAll(/^ {4}([\w-]+) = \{\n([\s\S]*?)^ {4}\}/gm)].map(([, name = "", body = ""]) => ({
    name,
    title: /^\s+title\s+= "(.+)"/m.exec(body)?.[1] ?? "",
    ...conditionOf(body, text),
  }));
}

type Condition = Omit<AlertRule, "name" | "title">;

/** Of each of the three kinds that the table knows: a line of the log, a query in PromQL, or a filter with a threshold. */
function conditionOf(body: string, text: string): Condition {
  const line = /^ +line += "(.*)"$/m.exec(body)?.[1];
  if (line !== undefined) return { alignedMs: LOOK_MS, above: 0, forMs: 0, line: readLine(line) };
  const query = /^ +query += "(.*)"$/m.exec(body)?.[1];
  if (query === undefined)
    return {
      alignedMs: numberIn(body, "seconds") * 1000,
      above: numberIn(body, "above"),
      forMs: numberIn(body, "for_seconds") * 1000,
    };
  const whole = withLocals(query, text);
  const minutes = numberOf(/\[(\d+)m\]/.exec(whole), "the minutes of a query");
  const above = numberOf(/ > ([\d.]+)/.exec(query), "the threshold of a query");
  return { alignedMs: minutes * 60_000, above, forMs: numberIn(body, "for_seconds") * 1000, query: whole };
}

/** Locals may name others. */
function withLocals(query: string, text: string): string {
  const replaced = query.replaceAll(/\$\{local\.(\w+)\}/g, (local, name) => localIn(text, name) || local);
  return replaced === query ? query : withLocals(replaced, text);
}

function localIn(text: string, name: string): string {
  return new RegExp(`^ +${name} += "(.*)"$`, "m").exec(text)?.[1] ?? "";
}

function numberOf(found: RegExpExecArray | null, what: string): number {
  if (found?.[1] === undefined) throw new Error(`Cannot read an alert: expected ${what}`);
  return Number(found[1]);
}

function numberIn(body: string, member: string): number {
  const number = new RegExp(`^ +${member} += ([\\d.]+)$`, "m").exec(body)?.[1];
  if (number === undefined) throw new Error(`Cannot read an alert: expected a number as ${member}`);
  return Number(number);
}
