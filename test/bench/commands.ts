import { join } from "node:path";
import { deployedHeap } from "../support/deployed-memory.ts";
import { AGENTS } from "../support/fixtures.ts";
import { CONVERSATION_KEY, TOKEN } from "./facts.ts";
import type { GoogleStandIn } from "./google-stand-in.ts";
import type { PubsubEmulator } from "./pubsub-emulator.ts";
import type { ServerCommand } from "./server-process.ts";
import type { InstalledFunctions } from "./stage.ts";
import type { Certificate } from "./tls-certificate.ts";

/** What all servers of a run are started with. */
export interface Surroundings {
  readonly stage: InstalledFunctions;
  /** The folder of the peers. */
  readonly peers: string;
  readonly google: GoogleStandIn;
  readonly certificate: Certificate;
  /** `host:port`; what needs history is not measured without it. */
  readonly firestore: string | undefined;
  readonly pubsub: PubsubEmulator | undefined;
}

/** How a function finds Google: by the emulators' variables, or as in production, with a token and TLS. */
export type GooglePath = "emulators" | "production";

const CLI = "node_modules/.bin/functions-framework";

/** One of our functions, exactly as it is deployed. */
export function ourFunction(name: string, path: GooglePath, { stage, ...around }: Surroundings): ServerCommand {
  const env = {
    GOOGLE_CLOUD_PROJECT: "bench",
    AGENTS: JSON.stringify(AGENTS),
    CLIENT_TOKENS: JSON.stringify({ "*": [TOKEN] }),
    CONVERSATION_KEY,
  };
  const google = path === "emulators" ? atEmulators(around) : atGoogle(around);
  const args = [deployedHeap(name), CLI, `--target=${name}`];
  return { args, folder: stage.folderOf(name), env: { ...env, ...google } };
}

function atEmulators({ google, firestore }: Omit<Surroundings, "stage">): Readonly<Record<string, string>> {
  return {
    METADATA_SERVER_DETECTION: "none",
    PUBSUB_EMULATOR_HOST: google.host,
    FIRESTORE_EMULATOR_HOST: firestore ?? google.host,
    RCS_API: `http://${google.host}`,
    BUSINESS_MESSAGES_API: `http://${google.host}`,
  };
}

function atGoogle({ google, certificate, peers }: Omit<Surroundings, "stage">): Readonly<Record<string, string>> {
  return {
    TIMER_QUEUE: "projects/bench/locations/europe-west1/queues/heliograph",
    TIMER_ACCOUNT: "timers@bench.iam.gserviceaccount.com",
    GCE_METADATA_HOST: google.host,
    NODE_EXTRA_CA_CERTS: certificate.file,
    NODE_OPTIONS: `--require=${join(peers, "redirect.cjs")}`,
    BENCH_GOOGLE_PORT: String(google.tlsPort),
  };
}

/** A function of the peers, with the very framework that ours are deployed with. */
export function frameworkFunction(name: string, publishes: boolean, around: Surroundings): ServerCommand {
  const cli = join(around.stage.folderOf("ingress"), CLI);
  return peer([cli, "--source=peers/functions.cjs", `--target=${name}`], publishes, around);
}

/** The function that publishes with Google's client, to Google's emulator. */
export function officialClient(host: string, around: Surroundings): ServerCommand {
  const { env, ...command } = frameworkFunction("officialClient", true, around);
  return { ...command, env: { ...env, PUBSUB_EMULATOR_HOST: host } };
}

/** A server of its own. */
export function peerServer(name: string, publishes: boolean, around: Surroundings): ServerCommand {
  return peer([`peers/${name}.mjs`], publishes, around);
}

function peer(args: readonly string[], publishes: boolean, { peers, google }: Surroundings): ServerCommand {
  const env = {
    METADATA_SERVER_DETECTION: "none",
    PUBSUB_EMULATOR_HOST: google.host,
    BENCH_TOKEN: TOKEN,
    BENCH_PUBLISH: publishes ? "1" : "0",
  };
  return { args, folder: peers, env };
}
