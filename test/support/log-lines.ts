import { jsonLog, type Log, type LogOrigin } from "../../shared/base/log.ts";

/** A log and the lines that were written to it. */
export interface Logged {
  readonly log: Log;
  readonly lines: readonly unknown[];
}

/** A log that a test can read. */
export function logged(origin: LogOrigin = {}): Logged {
  const lines: unknown[] = [];
  return { log: jsonLog((line) => lines.push(JSON.parse(line)), origin), lines };
}
