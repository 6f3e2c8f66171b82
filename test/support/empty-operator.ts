import { onTestFinished } from "vitest";
import { embeddedSetUp } from "../../cli/open-set-up.ts";
import type { Operator } from "../../operations/operator.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localKeptMessages } from "../../shared/local/kept-messages.ts";
import { localLogLines } from "../../shared/local/log-lines.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { localRetainedMessages } from "../../shared/local/retained-messages.ts";
import { localStatistics } from "../../shared/local/statistics.ts";
import { AGENTS } from "./fixtures.ts";

/** An operator over an empty database: to sleep lets the time pass. */
export function openEmptyOperator(from: Date): Operator {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  let now = from;
  const clock = {
    now: () => now,
    after: () => () => undefined,
    sleep: async (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
  const agents = readAgents(JSON.stringify(AGENTS));
  const queue = localQueue(db, { clock, log: () => undefined });
  return {
    deployment: { type: "embedded", name: "memory" },
    publisher: queue.publisher,
    kept: localKeptMessages(db, { clock, nameOf: queue.nameOf }),
    history: localHistory(db),
    documents: localDocuments(db),
    logLines: localLogLines(db),
    statistics: localStatistics(db),
    setUp: { ...embeddedSetUp(db, {}), agents: async () => agents },
    personal: [],
    retained: localRetainedMessages(db, queue),
    rehearse: () => Promise.reject(new Error("Nothing is rehearsed here")),
    directory: async () => ({ agents, conversationKey: "key" }),
    clock,
  };
}
