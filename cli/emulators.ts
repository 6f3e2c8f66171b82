import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

/** The official emulators, running. */
export interface Emulators {
  /** `host:port`, for PUBSUB_EMULATOR_HOST. */
  readonly pubsub: string;
  /** `host:port`, for FIRESTORE_EMULATOR_HOST. */
  readonly firestore: string;
  close(): Promise<void>;
}

const PUBSUB = "platform/pubsub-emulator/bin/cloud-pubsub-emulator";
const FIRESTORE = "platform/cloud-firestore-emulator/cloud_firestore_emulator";
const READY_WITHIN_MS = 60_000;

/** How to get what is missing, for messages. */
export const INSTALL_HINT =
  "install Java, and gcloud with `gcloud components install pubsub-emulator cloud-firestore-emulator`";

/** The root of gcloud's SDK when it holds both emulators; `undefined` when there is none on the PATH or one is missing. */
export async function findSdk(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("gcloud", ["info", "--format=value(installation.sdk_root)"]);
    const root = stdout.trim();
    return existsSync(join(root, PUBSUB)) && existsSync(join(root, FIRESTORE)) ? root : undefined;
  } catch {
    return undefined;
  }
}

/** Starts both emulators on free ports of the loopback. @throws Error when one is not ready within a minute. */
export async function startEmulators(sdk: string): Promise<Emulators> {
  const [pubsubPort, firestorePort] = [await freePort(), await freePort()];
  const children = [
    launch(join(sdk, PUBSUB), ["--host=127.0.0.1", `--port=${pubsubPort}`]),
    launch(join(sdk, FIRESTORE), ["start", "--host=127.0.0.1", `--port=${firestorePort}`]),
  ];
  const [pubsub, firestore] = [`127.0.0.1:${pubsubPort}`, `127.0.0.1:${firestorePort}`];
  const close = async () => {
    await Promise.all(children.map((child) => stop(child)));
  };
  try {
    await Promise.all([ready(pubsub), ready(firestore)]);
    await writeOnce(firestore);
  } catch (error) {
    await close();
    throw error;
  }
  return { pubsub, firestore, close };
}

/** In a process group of its own, because the launchers start Java beside themselves. */
function launch(command: string, args: readonly string[]): ChildProcess {
  return spawn(command, args, { stdio: "ignore", detached: true });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGKILL");
  await exited;
}

/** The first write takes it seconds, for which no function waits. */
async function writeOnce(firestore: string): Promise<void> {
  const database = "projects/heliograph/databases/(default)/documents";
  const writes = [{ delete: `${database}/conversations/nobody` }];
  await fetch(`http://${firestore}/v1/${database}:commit`, { method: "POST", body: JSON.stringify({ writes }) });
}

/** Emulators that lose nothing when killed: they keep everything in memory. */
async function ready(host: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const isUp = await fetch(`http://${host}/`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The emulator at ${host} is not ready after ${READY_WITHIN_MS / 1000} s: ${INSTALL_HINT}`);
}
