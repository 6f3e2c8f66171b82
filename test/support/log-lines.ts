import { jsonLog, type Log } from "../../shared/base/log.ts";

/** A log and the lines that were written to it. */
export interface Logged {
  readonly log: Log;
  readonly lines: readonly unknown[];
}

/** A log that a test can read. */
export function logged(): Logged {
  const lines: unknown[] = [];
  return { log: jsonLog((line) => lines.push(JSON.parse(line))), lines };
}
