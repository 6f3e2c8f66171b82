import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** How a command ended, and what it said. */
export interface HeliographRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMAND = fileURLToPath(new URL("../../cli/heliograph.cjs", import.meta.url));

type Env = Readonly<Record<string, string | undefined>>;

const NO_EMULATORS: Env = { PUBSUB_EMULATOR_HOST: undefined, FIRESTORE_EMULATOR_HOST: undefined };

/** Starts a command as a user does. It meets no emulator but those in `env`. */
export function startHeliograph(
  args: readonly string[],
  env: Env = {},
  { node = [], cwd }: { readonly node?: readonly string[]; readonly cwd?: string } = {},
): ChildProcess {
  return spawn(process.execPath, [...node, COMMAND, ...args], {
    cwd,
    env: { ...process.env, ...NO_EMULATORS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs a command as a user does, to its end. */
export async function runHeliograph(args: readonly string[], env: Env = {}): Promise<HeliographRun> {
  return endOf(startHeliograph(args, env));
}

/** Waits until a command has ended. */
export async function endOf(child: ChildProcess): Promise<HeliographRun> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("Expected pipes");
  const [out, errors, [exitCode]] = await Promise.all([text(stdout), text(stderr), once(child, "close")]);
  return { exitCode, stdout: out, stderr: errors };
}

/** The lines of JSON that a command told. */
export function factsOf({ stdout }: HeliographRun): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
