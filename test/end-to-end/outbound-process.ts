import { startStack } from "../../cli/stack.ts";
import { openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localPauses } from "../../shared/local/pauses.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { localTimers } from "../../shared/local/timers.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { AGENTS, TOKENS } from "../support/fixtures.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";
import { openBot } from "../support/test-bot.ts";

/** The embedded system as a process that a test can kill, whose queue is as patient as Pub/Sub. */
const { DATABASE = "", PORT, API = "" } = process.env;
const clock = systemClock;
const bot = openBot();
const log = () => undefined;
const db = openDatabase(DATABASE);
const queue = localQueue(db, { clock, log });
const agents = readAgents(JSON.stringify(AGENTS));
const ids = agents.map(({ agent }) => agent);
const apis = { rcs: API, "business-messages": API };
const engine = { agents, conversationKey: CONVERSATION_KEY, apis, bot, clock, log };
const timers = localTimers(db, { clock, log, queue });
const store = { publisher: queue.publisher, history: localHistory(db), timers, pauses: localPauses(db) };
await startStack(
  { ...openEngine(store, engine), queue },
  {
    config: {
      ring: readKeyRing(JSON.stringify(TOKENS), ids, "TOKENS"),
      agents: new Set(ids),
      conversationKey: CONVERSATION_KEY,
    },
    port: Number(PORT),
    retry: { minBackoffMs: 1500, maxBackoffMs: 20_000, canDeadLetterInOrder: true },
  },
);
