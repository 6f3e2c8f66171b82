import type { DatabaseSync } from "node:sqlite";
import { type Stack, startStack } from "../../cli/stack.ts";
import { type EngineOptions, openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { jsonLog, type Log } from "../../shared/base/log.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localPauses } from "../../shared/local/pauses.ts";
import { type LocalQueue, localQueue } from "../../shared/local/queue.ts";
import { localTimers } from "../../shared/local/timers.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import type { History } from "../../shared/ports/history.ts";
import type { PauseRegister } from "../../shared/ports/pauses.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { AGENTS, SIGNED_WITH, TOKENS } from "./fixtures.ts";
import { CONVERSATION_KEY, keep, type SystemUnderTest, type Tokens } from "./stack.ts";
import { openBot } from "./test-bot.ts";

/** Where the embedded system keeps its data, listens, and finds Google's APIs; the tests' bot and the real time unless told. */
export interface EmbeddedOptions {
  readonly file: string;
  readonly port: number;
  readonly api: string;
  readonly tokens?: Tokens;
  readonly log?: Log;
  readonly bot?: Bot;
  /** Where users' files are copied to; they are not unless it is set. */
  readonly media?: EngineOptions["media"];
  /** The clock of functions and timers; the queue keeps the real time. */
  readonly clock?: SleepClock;
}

/** The embedded system, seen from inside. */
export interface Embedded {
  readonly stack: Stack;
  readonly queue: LocalQueue;
  readonly db: DatabaseSync;
  readonly history: History;
  readonly pauses: PauseRegister;
  close(): Promise<void>;
}

/** A test's clock may skip time. */
const CHECK_EVERY_MS = 20;

/** The whole system in this process, over a fresh database, beside a platform of its own. */
export async function startEmbeddedSystem(tokens: Tokens = TOKENS): Promise<SystemUnderTest> {
  const platform = await startPlatform({ clock: systemClock });
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  const embedded = await startEmbedded({ file: ":memory:", port: 0, api: platform.url, tokens, log });
  platform.connect({ url: embedded.stack.url, token: SIGNED_WITH });
  const kept = await keep(embedded.queue);
  return {
    url: embedded.stack.url,
    platform,
    history: embedded.history,
    kept,
    logs: () => lines.join(""),
    async close() {
      await embedded.close();
      await kept.close();
      await platform.close();
    },
  };
}

/** The functions over SQLite. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { file, port, api, tokens = TOKENS, log = () => undefined } = options;
  const { bot = openBot(), clock = systemClock, media } = options;
  const db = openDatabase(file);
  const queue = localQueue(db, { clock: systemClock, log });
  const timers = localTimers(db, { clock, log, queue, checkEveryMs: CHECK_EVERY_MS });
  const history = localHistory(db);
  const pauses = localPauses(db);
  const agents = readAgents(JSON.stringify(AGENTS));
  const apis = { rcs: api, "business-messages": api };
  const engine = { agents, conversationKey: CONVERSATION_KEY, apis, bot, media, clock, log };
  const ids = agents.map(({ agent }) => agent);
  const ring = readKeyRing(JSON.stringify(tokens), ids, "TOKENS");
  const stack = await startStack(
    { ...openEngine({ publisher: queue.publisher, history, timers, pauses }, engine), queue },
    {
      config: { ring, agents: new Set(ids), conversationKey: CONVERSATION_KEY },
      port,
      retry: { minBackoffMs: 20, maxBackoffMs: 200, canDeadLetterInOrder: true },
    },
  );
  const close = async () => {
    await stack.close();
    timers.close();
    db.close();
  };
  return { stack, queue, db, history, pauses, close };
}
