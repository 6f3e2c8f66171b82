import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../cli/free-port.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { hasEnded } from "./bundles.ts";
import { relayOutbound } from "./outbound-relay.ts";
import type { PublishOutbound } from "./person.ts";

/** A system in its own process, which a test can kill and start again at the same addresses. */
export interface Killable {
  /** The URL of ingress. */
  readonly url: string;
  readonly publishOutbound: PublishOutbound;
  /** Kills it, and starts it again. */
  crash(): Promise<void>;
  /** All that it has logged. */
  logs(): string;
  close(): Promise<void>;
}

export async function startKillable(script: string, env: Readonly<Record<string, string>>): Promise<Killable> {
  const [port, outboundPort] = [await freePort(), await freePort()];
  const ports = { PORT: String(port), OUTBOUND_PORT: String(outboundPort) };
  const logged: string[] = [];
  const start = () => launch(script, { ...env, ...ports }, logged);
  let child = await start();
  return {
    url: `http://127.0.0.1:${port}`,
    publishOutbound: relayOutbound(outboundPort),
    async crash() {
      await kill(child);
      child = await start();
    },
    logs: () => logged.join(""),
    close: () => kill(child),
  };
}

const TRIES = 20;
const PAUSE_MS = 100;

/** Tries again: while a process is down, another process may use its port for a moment. */
async function launch(script: string, env: Readonly<Record<string, string>>, logged: string[]): Promise<ChildProcess> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const child = spawn(process.execPath, [script], { env: { ...process.env, ...env } });
    child.stderr.on("data", (chunk: Buffer) => logged.push(chunk.toString()));
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    if (!hasEnded(child)) return child;
    await systemClock.sleep(PAUSE_MS);
  }
  throw new Error(`The process ends at once: ${logged.slice(-3).join("")}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
