import type { Engine } from "../functions/compose.ts";
import { openEngine } from "../functions/compose.ts";
import type { AgentId } from "../shared/base/ids.ts";
import type { Bot } from "../shared/bot/bot.ts";
import { systemClock } from "../shared/google/clock.ts";
import { mediaSource } from "../shared/google/storage/media-source.ts";
import { localMediaStore } from "../shared/local/media-store.ts";
import { readKeyRing } from "../shared/webhook/key-ring.ts";
import type { Backends } from "./backends.ts";
import { DEMO_AGENTS, DEMO_KEY, DEMO_TOKENS } from "./demo.ts";
import type { Narrator } from "./narrator.ts";
import type { Options } from "./options.ts";
import { type Stack, startStack } from "./stack.ts";

/** Who answers, who tells of it, and the base URL of Google's APIs. */
interface FunctionOptions {
  readonly bot: Bot;
  readonly narrator: Narrator;
  readonly api: string;
}

const DEFAULT_PORT = 8080;
const RETRY = { minBackoffMs: 1000, maxBackoffMs: 10_000 };

/**
 * Starts the functions as the demonstration's two agents.
 * @throws Error when the port that was asked for is taken.
 */
export async function startFunctions(
  backends: Backends,
  options: Options,
  { bot, narrator, api }: FunctionOptions,
): Promise<Stack> {
  const ids: readonly AgentId[] = DEMO_AGENTS.map(({ agent }) => agent);
  const store = {
    publisher: narrator.watchPublisher(backends.publisher),
    history: narrator.watchHistory(backends.history),
    timers: backends.timers,
    pauses: backends.pauses,
  };
  const apis = { rcs: api, "business-messages": api };
  const media = options.media === undefined ? undefined : openFolder(options.media, api);
  const engine = {
    agents: DEMO_AGENTS,
    media,
    conversationKey: DEMO_KEY,
    apis,
    bot,
    clock: systemClock,
    log: backends.log,
  };
  const ports = { ...openEngine(store, engine), queue: backends.queue };
  const ring = readKeyRing(JSON.stringify(DEMO_TOKENS), ids, "the demonstration's tokens");
  const config = { ring, agents: new Set(ids), conversationKey: DEMO_KEY };
  const retry = { ...RETRY, canDeadLetterInOrder: backends.canDeadLetterInOrder };
  const start = (port: number) => startStack(ports, { config, port, retry, watch: narrator.watchIngress });
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

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
