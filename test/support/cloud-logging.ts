import { jsonLog, type Log } from "../../shared/base/log.ts";
import { listen } from "./listen.ts";

/** A stand-in of Cloud Logging that keeps what is logged, until the test is over. */
export interface CloudLogging {
  /** For LOGGING_API. */
  readonly url: string;
  readonly log: Log;
  /** All that was logged, one line of JSON each. */
  lines(): string;
}

interface Entry {
  readonly timestamp: string;
  readonly severity: string;
  readonly jsonPayload: Readonly<Record<string, unknown>>;
}

/** @see https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list */
export async function cloudLogging(): Promise<CloudLogging> {
  const entries: Entry[] = [];
  const lines: string[] = [];
  const log = jsonLog((line) => {
    const { severity, ...jsonPayload } = JSON.parse(line);
    lines.push(line);
    entries.push({ timestamp: new Date().toISOString(), severity, jsonPayload });
  });
  const api = await listen(({ body }) => ({ status: 200, body: { entries: entries.filter(readFilter(body)) } }));
  return { url: api.url, log, lines: () => lines.join("") };
}

/** Understands what a timeline asks for: members that are equal, and a time. */
function readFilter(query: unknown): (entry: Entry) => boolean {
  const { filter } = query as { readonly filter: string };
  const equals = [...filter.matchAll(/jsonPayload\.(\w+)="([^"]*)"/g)];
  const [, from = ""] = /timestamp>="([^"]*)"/.exec(filter) ?? [];
  const [, to = ""] = /timestamp<"([^"]*)"/.exec(filter) ?? [];
  return ({ timestamp, jsonPayload }) =>
    equals.every(([, name = "", value]) => jsonPayload[name] === value) && timestamp >= from && timestamp < to;
}
