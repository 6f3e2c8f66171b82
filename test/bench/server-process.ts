import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { availableParallelism } from "node:os";
import { freePort } from "../../cli/free-port.ts";

/** How a server is started; its port comes in PORT. */
export interface ServerCommand {
  /** What Node runs. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A server in a process of its own, on the core for servers. */
export interface ServerProcess {
  readonly port: number;
  /** User and system time of all its threads by the kernel's account, in milliseconds. */
  cpuMs(): number;
  /** The most that it ever kept in memory, in MB. */
  peakMb(): number;
  output(): string;
  kill(): Promise<void>;
}

/** Servers have the first core; this process, its stand-ins and the emulators have the second. */
const SERVER_CORE = "0";
const LOAD_CORE = "1";
const READY_WITHIN_MS = 20_000;

/** Puts this process, and whatever it starts, on the core for load. */
export function takeLoadCore(): void {
  if (availableParallelism() < 2)
    throw new Error("Cannot measure: servers and load need a core each, and there is one");
  execFileSync("taskset", ["-acp", LOAD_CORE, String(process.pid)], { stdio: "ignore" });
}

/** Starts a server, and waits until it listens. */
export async function startWarm(command: ServerCommand): Promise<ServerProcess> {
  const server = await spawnServer(command);
  (await connectWhenReady(server)).destroy();
  return server;
}

/** Starts a server. It may not listen yet. */
export async function spawnServer({ args, folder, env }: ServerCommand): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn("taskset", ["-c", SERVER_CORE, process.execPath, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", PORT: String(port), ...env },
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const pid = child.pid ?? 0;
  return {
    port,
    cpuMs: () => threadsOf(pid).reduce((sum, thread) => sum + nanosecondsOf(pid, thread), 0) / 1e6,
    peakMb: () => (Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024) / 1e6,
    output: () => printed.join(""),
    kill: () => kill(child),
  };
}

/** Connects as soon as somebody listens there. */
export async function connectWhenReady({ port, output }: ServerProcess): Promise<Socket> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    const socket = await tryToConnect(port);
    if (socket !== undefined) return socket;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`The server does not listen: ${output()}`);
}

async function tryToConnect(port: number): Promise<Socket | undefined> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  try {
    await once(socket, "connect");
    return socket;
  } catch {
    socket.destroy();
    return undefined;
  }
}

function threadsOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/task`);
}

/** @see https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat */
function nanosecondsOf(pid: number, thread: string): number {
  return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
