import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { anyFolder } from "../support/temporary-folder.ts";
import { runIn } from "../support/tree.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HOLDER = `
import { takeDatabase } from "./cli/take-database.ts";
const taken = takeDatabase(process.argv[1]);
console.log("has it");
setInterval(() => taken, 1000);`;

/** A process that has the database, as a running `npm start` has it. */
async function holder(data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", HOLDER, data], { cwd: ROOT });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  expect(String(said)).toBe("has it\n");
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

const start = (data: string) =>
  runIn(ROOT, process.execPath, ["cli/start.ts", "--once", "--port", "0", "--data", data]);

describe("npm start", () => {
  it("does not run over a database that another one has, and says which process it is and what to do", async () => {
    const data = join(anyFolder(), "local.sqlite");
    const { pid } = await holder(data);
    const { code, output } = await start(data);
    expect(output).toBe(
      `Cannot run over ${data}: another npm start, process ${pid}, has it; end that one, or choose a file of your own with --data other.sqlite\n`,
    );
    expect([code, existsSync(data)]).toEqual([1, false]);
  });

  it.each<NodeJS.Signals>(["SIGKILL", "SIGTERM"])("opens a database whose process ended by %s", async (signal) => {
    const data = join(anyFolder(), "local.sqlite");
    await end(await holder(data), signal);
    const again = await holder(data);
    expect(again.exitCode).toBe(null);
  });
});
