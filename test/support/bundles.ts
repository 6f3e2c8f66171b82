import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../cli/free-port.ts";
import { TIMERS_PATH } from "../../functions/events/events.ts";
import type { Kind } from "../../shared/ports/topic.ts";

/** The built functions, by what they take. */
export const BUNDLES = {
  ingress: "ingress",
  message: "messages",
  event: "events",
  receipt: "receipts",
  outbound: "outbound",
} as const;

/** What a function takes. */
export type Bundle = keyof typeof BUNDLES;

/** Something for each built function. */
export type EachBundle<T> = Readonly<Record<Bundle, T>>;

/** A built function, running as it is deployed: under the functions framework, in a process of its own. */
export interface RunningFunction {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** Ends it at once, as Cloud Run never would. */
  kill(): Promise<void>;
}

const READY_WITHIN_MS = 20_000;

/** Starts something for each built function, side by side. */
export async function startEach<T>(start: (bundle: Bundle) => Promise<T>): Promise<EachBundle<T>> {
  const [ingress, message, event, receipt, outbound] = await Promise.all([
    start("ingress"),
    start("message"),
    start("event"),
    start("receipt"),
    start("outbound"),
  ]);
  return { ingress, message, event, receipt, outbound };
}

/** Where a task is pushed to: deadlines have no function of their own. */
export function endpointOf(task: Kind, running: EachBundle<{ readonly url: string }>): string {
  return task === "deadline" ? `${running.event.url}${TIMERS_PATH}` : running[task].url;
}

/** Runs a built function from the folder `source`, with an environment of the documented variables. */
export async function runFunction(
  name: string,
  env: Readonly<Record<string, string>>,
  options: {
    readonly port?: number;
    readonly args?: readonly string[];
    readonly folder?: string;
    readonly source: string;
  },
): Promise<RunningFunction> {
  const { port, args = [], folder = ".", source } = options;
  const listenOn = port ?? (await freePort());
  const cli = [
    "node_modules/@google-cloud/functions-framework/build/src/main.js",
    `--source=${source}`,
    `--target=${name}`,
  ];
  const child = spawn(process.execPath, [...args, ...cli], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", PORT: String(listenOn), METADATA_SERVER_DETECTION: "none", ...env },
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const url = `http://127.0.0.1:${listenOn}`;
  await ready(url, child, () => printed.join("")).catch(async (error: unknown) => {
    await kill(child);
    throw error;
  });
  return { url, process: child, output: () => printed.join(""), kill: () => kill(child) };
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !hasEnded(child)) {
    const isUp = await fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`The function does not listen: ${output()}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** True when the process is no more. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
