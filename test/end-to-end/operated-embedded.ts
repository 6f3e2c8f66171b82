import { join } from "node:path";
import { embeddedOperator } from "../../cli/open-operator.ts";
import { embeddedStores } from "../../cli/open-personal-stores.ts";
import { runningSetUp } from "../../cli/open-set-up.ts";
import { serveOperations } from "../../cli/operations-server.ts";
import type { Operator } from "../../operations/operator.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { jsonLog } from "../../shared/base/log.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { keepLines } from "../../shared/local/log-lines.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { type Embedded, startEmbedded } from "../support/embedded.ts";
import { AGENTS, SIGNED_WITH } from "../support/fixtures.ts";
import { runHeliograph, startHeliograph } from "../support/run-heliograph.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import type { Operated } from "./operated.ts";

interface EmbeddedOptions {
  readonly file?: string;
  /** Whoever sleeps, as an operation that waits for functions, has their time go by at once. */
  readonly hasOwnTime?: boolean;
}

const MORE_THAN_HALF_A_MINUTE_MS = 31_000;

/** The embedded system, which answers the command line for as long as it runs. */
export async function operatedEmbedded(bot: Bot, options: EmbeddedOptions = {}): Promise<Operated> {
  const { file = join(anyFolder(), "local.sqlite"), hasOwnTime = false } = options;
  let skippedMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + skippedMs) };
  const sleep = async (ms: number) => {
    skippedMs += ms;
  };
  const platform = await startPlatform({ clock: systemClock });
  const lines: string[] = [];
  // A connection of its own, as the functions have theirs.
  const logged = openDatabase(file);
  const log = keepLines(
    logged,
    jsonLog((line) => lines.push(line)),
    clock,
  );
  const system = await startEmbedded({ file, port: 0, api: platform.url, bot, clock, log });
  platform.connect({ url: system.stack.url, token: SIGNED_WITH });
  const operator = { ...operatorOf(system, file, platform.url), ...(hasOwnTime ? { clock: { ...clock, sleep } } : {}) };
  const server = await serveOperations(operator, file);
  return {
    platform,
    publish: (topic, message) => system.queue.publisher.publish(topic, message),
    run: (...args) => runHeliograph([...args, "--data", file]),
    start: (...args) => startHeliograph([...args, "--data", file]),
    logs: () => lines.join(""),
    stored: async () => rowsOf(system),
    skipHalfMinute: () => void sleep(hasOwnTime ? MORE_THAN_HALF_A_MINUTE_MS : 0),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await system.close();
      logged.close();
      await platform.close();
    },
  };
}

/** With the agents and the key of the tests' system. */
function operatorOf({ db, queue }: Embedded, file: string, api: string): Operator {
  const directory = { agents: readAgents(JSON.stringify(AGENTS)), conversationKey: CONVERSATION_KEY };
  const operator = embeddedOperator(db, queue, { file, media: undefined });
  return {
    ...operator,
    setUp: runningSetUp({ ...operator.setUp, agents: async () => directory.agents }, { access: { base: api } }),
    personal: embeddedStores(db, directory, undefined),
    directory: async () => directory,
  };
}

function rowsOf({ db }: Embedded): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'retained'").all();
  const rows = tables.flatMap(({ name }) => db.prepare(`SELECT * FROM ${name}`).all());
  return rows.map((row) => Object.values(row).map(textOf).join(" ")).join("\n");
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
}
