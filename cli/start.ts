import { once } from "node:events";
import { createInterface } from "node:readline";
import { openBot } from "../bot/bot.ts";
import type { Engine } from "../functions/engine.ts";
import { openEngine } from "../functions/engine-world.ts";
import { settingReader } from "../functions/settings.ts";
import type { AgentId } from "../shared/base/ids.ts";
import { systemClock } from "../shared/google/clock.ts";
import { mediaSource } from "../shared/google/media-source.ts";
import { localMediaStore } from "../shared/local/media-store.ts";
import { readKeyRing } from "../shared/webhook/key-ring.ts";
import { startPlatform } from "../simulator/platform.ts";
import {
  type Actor,
  BUSINESS_MESSAGES_AGENT,
  castActors,
  DEMO_KEY,
  DEMO_TOKENS,
  playScene,
  RCS_AGENT,
  type Stage,
  send,
} from "./demo.ts";
import { type Narrator, narrator } from "./narrator.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { type Stack, startStack } from "./stack.ts";
import { openWorld, type World } from "./world.ts";

const AGENTS = [RCS_AGENT, BUSINESS_MESSAGES_AGENT];
const DEFAULT_PORT = 8080;
const RETRY = { minBackoffMs: 1000, maxBackoffMs: 10_000 };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isHelp) return print(USAGE);
  const teller = narrator(print, () => performance.now());
  await using opened = new AsyncDisposableStack();
  const world = await openWorld(options, { clock: systemClock, log: teller.log });
  opened.defer(() => world.close());
  const platform = opened.use(await startPlatform({ clock: systemClock, onFact: teller.onFact }));
  const stack = await startFunctions(world, options, { teller, api: platform.url });
  opened.defer(() => stack.close());
  const stage = { url: stack.url, platform, history: world.history, narrator: teller, clock: systemClock };
  print(`Heliograph runs over ${world.description}.\n\n`);
  const actors = castActors(systemClock);
  for (const actor of actors) await playScene(actor, stage);
  print("\nBoth users were answered once, and history knows that they read it.\n");
  if (!options.isOnce) await serveUntilStopped(actors[0], stage);
  if (teller.sawTrouble()) process.exitCode = 1;
}

async function startFunctions(
  world: World,
  options: Options,
  { teller, api }: { readonly teller: Narrator; readonly api: string },
): Promise<Stack> {
  const bot = openBot(settingReader(process.env));
  const ids: readonly AgentId[] = AGENTS.map(({ agent }) => agent);
  const store = { publisher: teller.watchPublisher(world.publisher), history: teller.watchHistory(world.history) };
  const apis = { rcs: api, "business-messages": api };
  const media = options.media === undefined ? undefined : openFolder(options.media, api);
  const engine = { agents: AGENTS, media, conversationKey: DEMO_KEY, apis, bot, clock: systemClock, log: teller.log };
  const ports = { ...openEngine(store, engine), queue: world.queue };
  const ring = readKeyRing(JSON.stringify(DEMO_TOKENS), ids, "the demonstration's tokens");
  const trust = { ring, agents: new Set(ids), conversationKey: DEMO_KEY };
  const retry = { ...RETRY, canDeadLetterInOrder: world.canDeadLetterInOrder };
  const start = (port: number) => startStack(ports, { trust, port, retry, watch: teller.watchIngress });
  return start(options.port ?? DEFAULT_PORT).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    if (options.port === undefined) return start(0);
    throw new Error(`Cannot listen on port ${options.port}: it is taken, choose another with --port`);
  });
}

/** Copies users' files to a folder: the simulated users' too, which lie on this machine. */
function openFolder(folder: string, api: string): Engine["media"] {
  return { source: mediaSource({ loopback: new URL(api).host }), store: localMediaStore(folder) };
}

/** Takes webhooks, and lines from the terminal as messages of the RCS user, until Ctrl-C. */
async function serveUntilStopped(actor: Actor, stage: Stage): Promise<void> {
  const { url, platform } = stage;
  print(`
  ingress            ${url}/rcs and ${url}/business-messages
  Google's APIs      ${platform.url}

Send a signed webhook of your own (a second time it is known, and answered no more):

${curl(actor.pack(actor.user.text("Hello from curl")), url)}

${process.stdin.isTTY ? "Or type a message and press Enter. " : ""}Ctrl-C ends it.
`);
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
  lines?.on("line", (line) => {
    send(actor, actor.user.text(line), stage).catch((error: unknown) => stage.narrator.tell("trouble", String(error)));
  });
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  lines?.close();
}

function curl({ path, headers, body }: ReturnType<Actor["pack"]>, url: string): string {
  const flags = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  return `curl ${url}${path} ${flags.join(" ")} --data-binary '${body.toString()}'`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function print(text: string): void {
  process.stdout.write(text);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
