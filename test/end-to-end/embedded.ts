import { bot } from "../../bot/bot.ts";
import { type Stack, startStack } from "../../cli/stack.ts";
import { openEngine } from "../../functions/engine-world.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { jsonLog, type Log } from "../../shared/base/log.ts";
import type { History, Queue } from "../../shared/effect/ports.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { AGENTS, SIGNED_WITH, TOKENS } from "../fixtures.ts";
import { CONVERSATION_KEY, keep, type SystemUnderTest, type Tokens } from "./stack.ts";

/** Where the embedded system keeps its data, listens, and finds Google's APIs. */
interface EmbeddedOptions {
  readonly file: string;
  readonly port: number;
  readonly api: string;
  readonly tokens?: Tokens;
  readonly log?: Log;
}

/** The embedded system, seen from inside. */
interface Embedded {
  readonly stack: Stack;
  readonly queue: Queue;
  readonly history: History;
  close(): Promise<void>;
}

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
  const db = openDatabase(file);
  const queue = localQueue(db, { clock: systemClock, log });
  const history = localHistory(db);
  const agents = readAgents(JSON.stringify(AGENTS));
  const apis = { rcs: api, "business-messages": api };
  const engine = { agents, conversationKey: CONVERSATION_KEY, apis, bot, clock: systemClock, log };
  const ids = agents.map(({ agent }) => agent);
  const ring = readKeyRing(JSON.stringify(tokens), ids, "TOKENS");
  const stack = await startStack(
    { ...openEngine({ publisher: queue.publisher, history }, engine), queue },
    {
      trust: { ring, agents: new Set(ids), conversationKey: CONVERSATION_KEY },
      port,
      retry: { minBackoffMs: 20, maxBackoffMs: 200, canDeadLetterInOrder: true },
    },
  );
  const close = async () => {
    await stack.close();
    db.close();
  };
  return { stack, queue, history, close };
}
