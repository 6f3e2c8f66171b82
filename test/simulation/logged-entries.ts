import { PREFIX } from "./build-function.ts";
import type { TimedEntry } from "./counted-entries.ts";
import type { Observation } from "./observation.ts";

const LOGS = "projects/simulated/logs/";

/** The entries that Cloud Logging has of what was seen: a line of ours each, and a request to ingress each. */
export function entriesOf(seen: readonly Observation[]): readonly TimedEntry[] {
  return seen.flatMap((one) => {
    if (one.type === "webhook-answered")
      return [one.status === undefined ? requestEntry(one.at, 504, NO_ANSWER) : requestEntry(one.at, one.status)];
    if (one.type !== "logged") return [];
    return [lineEntry(one.at, one.function, { event: one.event, ...one.fields }, one.severity)];
  });
}

/** What Cloud Run says in place of an instance that does not answer. */
const NO_ANSWER = "The request has been terminated because it has reached the maximum request timeout.";

/** A line that a function wrote. */
export function lineEntry(at: number, name: string, jsonPayload: object, severity: string): TimedEntry {
  return {
    at,
    entry: {
      logName: `${LOGS}run.googleapis.com%2Fstdout`,
      severity,
      resource: resourceOf(name),
      jsonPayload: { ...jsonPayload },
    },
  };
}

/** Cloud Run's own line about an instance. */
export function systemEntry(at: number, name: string, textPayload: string, severity: string): TimedEntry {
  const logName = `${LOGS}run.googleapis.com%2Fvarlog%2Fsystem`;
  return { at, entry: { logName, severity, resource: resourceOf(name), textPayload } };
}

/** Cloud Run's line about a request to ingress; `why` where it has answered itself. */
export function requestEntry(at: number, status: number, why?: string): TimedEntry {
  const logName = `${LOGS}run.googleapis.com%2Frequests`;
  const severity = status >= 500 ? "ERROR" : status >= 400 ? "WARNING" : "INFO";
  const reason = why === undefined ? {} : { textPayload: why };
  return { at, entry: { logName, severity, resource: resourceOf("ingress"), httpRequest: { status }, ...reason } };
}

function resourceOf(name: string) {
  return { type: "cloud_run_revision", labels: { service_name: `${PREFIX}-${name}` } };
}
