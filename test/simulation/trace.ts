import { createHash } from "node:crypto";
import type { Observation } from "./observation.ts";

/** The trace of a world by its digest: two worlds are alike to the byte when their digests are. */
interface TraceDigest {
  /** For `WorldOptions.trace`. */
  readonly take: (line: string) => void;
  /** SHA-256 of all lines so far, in hexadecimal. */
  digest(): string;
  lines(): number;
}

/** Where the sources are on this machine: stacks name it, and a trace must not. */
const ROOT = new URL("../../", import.meta.url);

/** One line of a trace: JSON, its members in the order in which they were written. */
export function traceLine(seen: Observation): string {
  const line = JSON.stringify(seen);
  return line.includes(ROOT.pathname) ? line.replaceAll(ROOT.href, "").replaceAll(ROOT.pathname, "") : line;
}

/** Opens the digest of a trace that nobody reads. */
export function openTraceDigest(): TraceDigest {
  const hash = createHash("sha256");
  let lines = 0;
  return {
    take(line) {
      lines += 1;
      hash.update(`${line}\n`);
    },
    digest: () => hash.copy().digest("hex"),
    lines: () => lines,
  };
}
