import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** What it was measured on: without it, no figure can be compared with another. */
export function describeMachine(): string {
  const [{ model = "unknown" } = {}] = cpus();
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  const load = loadavg().map((value) => value.toFixed(1));
  const memory = `${(totalmem() / 1e9).toFixed(0)} GB`;
  return [
    `commit ${commit}, ${new Date().toISOString()}`,
    `Node ${process.versions.node}, ${cpus().length} × ${model}, ${memory}, load ${load.join(" ")}`,
  ].join("\n");
}
