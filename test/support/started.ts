import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished, vi } from "vitest";

/** A process that a test has started, until the test is over. */
export interface Started {
  /** Each line that it has printed, errors too. */
  readonly printed: readonly string[];
  /** Types a line. */
  type(line: string): void;
  /** Waits for a line that has the words in it. @throws Error with all lines after 20 seconds. */
  prints(words: string | RegExp): Promise<string>;
  /** Ends it as Ctrl-C does. @returns Its exit code. */
  interrupt(): Promise<number | null>;
}

const WAIT = { timeout: 20_000, interval: 20 };

/** Starts a process of its own. @param env Beside what this process has. @throws Error when there is no such command. */
export async function start(
  [command = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, detached: true });
  const ended = once(child, "exit");
  await once(child, "spawn");
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) killGroup(child);
    await ended;
  });
  const printed: string[] = [];
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", (line) => printed.push(line));
  return {
    printed,
    type: (line) => void child.stdin.write(`${line}\n`),
    prints: (words) => vi.waitFor(() => find(printed, words), WAIT),
    async interrupt() {
      child.kill("SIGINT");
      const [code] = await ended;
      return code;
    },
  };
}

function find(printed: readonly string[], words: string | RegExp): string {
  const line = printed.find((one) => (typeof words === "string" ? one.includes(words) : words.test(one)));
  if (line === undefined) throw new Error(`Expected a line with ${words}, got\n${printed.join("\n")}`);
  return line;
}

/** The process and what it has started: npm starts a shell, which starts the command. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}
