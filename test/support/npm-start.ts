import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, vi } from "vitest";
import { BARE_ENV } from "./bare-env.ts";

/** A `npm start` in a process of its own. */
export interface NpmStart extends AsyncDisposable {
  /** Types a line. */
  type(line: string): void;
  /** Resolves when these words were printed since the last line was typed. */
  says(words: string | RegExp): Promise<void>;
  /** All that was printed. */
  printed(): string;
  /** Ends it as Ctrl-C does, and gives its exit code. */
  end(): Promise<number | null>;
}

const WAIT = { timeout: 60_000, interval: 50 };

/** Starts the sources in a folder, on any free port. */
export function npmStart(folder: string, ...args: readonly string[]): NpmStart {
  const child = spawn(process.execPath, ["cli/start.ts", "--port", "0", "--page-port", "0", "--no-open", ...args], {
    cwd: folder,
    env: { ...BARE_ENV, NO_COLOR: "1" },
  });
  const exited = once(child, "exit");
  let printed = "";
  let typedAt = 0;
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const end = async () => {
    child.kill("SIGINT");
    const [code] = await exited;
    return code;
  };
  return {
    type(line) {
      typedAt = printed.length;
      child.stdin.write(`${line}\n`);
    },
    says: (words) => vi.waitFor(() => expect(printed.slice(typedAt)).toMatch(words), WAIT),
    printed: () => printed,
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end();
    },
  };
}
