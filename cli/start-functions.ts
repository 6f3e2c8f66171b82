import type { Engine } from "../functions/compose.ts";
import { openEngine, worldAt } from "../functions/compose.ts";
import type { ApiSettings } from "../functions/settings.ts";
import type { Agent } from "../shared/base/agent.ts";
import type { HttpFunction } from "../shared/base/http.ts";
import type { AgentId } from "../shared/base/ids.ts";
import type { Bot } from "../shared/bot/bot.ts";
import { mediaSource } from "../shared/google/storage/media-source.ts";
import { localMediaStore } from "../shared/local/media-store.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import { readKeyRing } from "../shared/webhook/key-ring.ts";
import type { Backends } from "./backends.ts";
import { DEMO_AGENTS, DEMO_KEY, DEMO_TOKENS } from "./demo-agents.ts";
import type { Facts } from "./facts.ts";
import { listenNear } from "./listen-near.ts";
import type { Options } from "./options.ts";
import { type Mortals, openMortals } from "./page/mortal.ts";
import { type LocalFunction, type Stack, startStack } from "./stack.ts";
import { watchFunction } from "./watch-functions.ts";
import { watchHistory, watchPublisher } from "./watch-ports.ts";

/** As which agents the functions run, and where their Google is. */
export interface Cast {
  readonly agents: readonly Agent[];
  /** The client tokens that ingress accepts, as JSON. */
  readonly tokens: string;
  readonly apis: ApiSettings;
  /** `host:port` of a simulator whose users' files lie on this machine. */
  readonly filesOf?: string | undefined;
  /** The host by which a tunnel calls ingress. */
  readonly publicHost?: string | undefined;
}

/** Who answers, where it is told, the time, and who is who. */
interface FunctionOptions {
  readonly bot: Bot;
  readonly facts: Facts;
  readonly cast: Cast;
  readonly clock: SleepClock;
  /** Makes the functions such as can be killed. */
  readonly mortals?: Mortals;
}

const DEFAULT_PORT = 8080;
const RETRY = { minBackoffMs: 1000, maxBackoffMs: 10_000 };

/** The demonstration's two agents, with a simulator as Google. */
export function demoCast(api: string): Cast {
  const apis = { rcs: api, "business-messages": api };
  return { agents: DEMO_AGENTS, tokens: JSON.stringify(DEMO_TOKENS), apis, filesOf: new URL(api).host };
}

/**
 * Starts the functions.
 * @throws Error when the port that was asked for is taken.
 */
export async function startFunctions(
  backends: Backends,
  options: Options,
  { bot, facts, cast, clock, mortals = openMortals() }: FunctionOptions,
): Promise<Stack> {
  const { agents, tokens, apis, filesOf, publicHost } = cast;
  const ids: readonly AgentId[] = agents.map(({ agent }) => agent);
  const store = {
    publisher: mortals.port(watchPublisher(backends.publisher, facts)),
    history: mortals.port(watchHistory(backends.history, facts)),
    timers: mortals.port(backends.timers),
    pauses: backends.pauses,
  };
  const media = options.media === undefined ? undefined : openFolder(options.media, filesOf);
  const engine = {
    agents,
    media,
    conversationKey: DEMO_KEY,
    apis,
    bot,
    clock,
    log: mortals.log(backends.log),
    world: mortals.world(worldAt(clock)),
  };
  const ports = { ...openEngine(store, engine), queue: backends.queue };
  const ring = readKeyRing(tokens, ids, "the client tokens");
  const config = { ring, agents: new Set(ids), conversationKey: DEMO_KEY };
  const retry = { ...RETRY, canDeadLetterInOrder: backends.canDeadLetterInOrder };
  const watch = (name: LocalFunction, fn: HttpFunction) =>
    watchFunction(name, name === "ingress" ? fn : mortals.fn(fn), facts);
  const wanted = { asked: options.port, usual: DEFAULT_PORT, deed: "listen", option: "--port" };
  return listenNear(wanted, (port) => startStack(ports, { config, port, retry, watch, publicHost }));
}

/** Copies users' files to a folder: simulated users' too, which lie on this machine. */
function openFolder(folder: string, loopback: string | undefined): Engine["media"] {
  return { source: mediaSource({ loopback }), store: localMediaStore(folder) };
}
