import { readFileSync } from "node:fs";
import { fieldOf, type LogEntry, type LogFilter, readLogFilter } from "../support/log-filter.ts";
import { PREFIX } from "./build-function.ts";

/** A metric of terraform/monitoring.tf: the entries that it counts, and which of their fields are its labels. */
interface CountedEntries {
  readonly filter: LogFilter;
  readonly labels: Readonly<Record<string, string>>;
}

/** An entry, and when it was written. */
export interface TimedEntry {
  readonly at: number;
  readonly entry: LogEntry;
}

const MATCHERS: Readonly<Record<string, (met: string, wanted: string) => boolean>> = {
  "=": (met, wanted) => met === wanted,
  "!=": (met, wanted) => met !== wanted,
  "=~": (met, wanted) => new RegExp(`^(?:${wanted})$`).test(met),
};

/** Which entries a PromQL selector of one of our metrics counts: as in `${local._counted["name"]}{label="value"}`. */
export function readSelector(query: string): LogFilter {
  const [, name = "", wanted = ""] = /_counted\["(\w+)"\]\}\{([^}]*)\}/.exec(query) ?? [];
  const { filter, labels } = readMetric(name);
  const matchers = [...wanted.replaceAll('\\"', '"').matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)];
  const ofMetric = matchers.filter(([, label]) => label !== "monitored_resource");
  return (entry) =>
    filter(entry) &&
    ofMetric.every(([, label = "", operator = "", value = ""]) => {
      const met = fieldOf(entry, labels[label] ?? "");
      return MATCHERS[operator]?.(met === undefined ? "" : String(met), value) === true;
    });
}

/** The filter of an alert on log lines. */
export function readLine(text: string): LogFilter {
  return readLogFilter(asTerraformReads(text));
}

function readMetric(name: string): CountedEntries {
  const text = readFileSync("terraform/monitoring.tf", "utf8");
  const body = new RegExp(`^ {4}${name} = \\{\\n([\\s\\S]*?)^ {4}\\}`, "m").exec(text)?.[1];
  if (body === undefined) throw new Error(`Cannot read the metric ${name}: terraform/monitoring.tf does not have it`);
  const labels = /^ +labels = \{(.*)\}$/m.exec(body)?.[1] ?? "";
  return {
    filter: readLine(/^ +filter = "(.*)"$/m.exec(body)?.[1] ?? ""),
    labels: Object.fromEntries([...labels.matchAll(/(\w+) = "([^"]+)"/g)].map(([, label, field]) => [label, field])),
  };
}

/** A string in Terraform's sources. */
function asTerraformReads(text: string): string {
  return text.replaceAll('\\"', '"').replaceAll(/\$\{var\.prefix\}/g, PREFIX);
}
