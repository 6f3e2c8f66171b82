import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { startStack } from "../../cli/stack.ts";
import { openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { Address, AgentId } from "../../shared/base/ids.ts";
import { jsonLog } from "../../shared/base/log.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { OutgoingEntry } from "../../shared/bot/history-entry.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localPauses } from "../../shared/local/pauses.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { localTimers } from "../../shared/local/timers.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import { KINDS, type Topic } from "../../shared/ports/topic.ts";
import { text } from "../../shared/reply/reply.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import type { PlatformFact } from "../../simulator/state/platform-fact.ts";
import { expectNoneIn, personalStrings } from "../support/personal.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";

export const BANK = "bank" as AgentId;
/** Of the same brand as the bank. */
export const CARDS = "cards" as AgentId;
export const LOANS = "loans" as AgentId;
export const CHAT = "brands/b/agents/a" as AgentId;

const TOKEN = "outbound-token";
const WAIT = { timeout: 15_000, interval: 10 };
/** The clock skips time. */
const CHECK_EVERY_MS = 10;
const RETRY = { minBackoffMs: 10, maxBackoffMs: 40, canDeadLetterInOrder: true };
const AGENTS = readAgents(
  JSON.stringify([
    { channel: "rcs", agent: BANK, brand: "growing-tree" },
    { channel: "rcs", agent: CARDS, brand: "growing-tree" },
    { channel: "rcs", agent: LOANS, brand: "growing-tree" },
    { channel: "business-messages", agent: CHAT },
  ]),
);

const bot: Bot = {
  persona: { displayName: "Bot" },
  answer: () => [text("I am the bot.")],
  sayNotice: ({ type }) => [text(type)],
  people: { hours: () => ({ isOpen: true }), waitMinutes: 10, silenceMinutes: 30 },
};

/** The embedded system as other systems see it, beside phones, with a clock that can be moved on. */
export interface OutboundBench {
  readonly platform: Platform;
  /** Puts a request on the topic, `id`, `agent` and `to` filled in. */
  publish(request: object): Promise<void>;
  /** Done when everything has been handled that is due, by the moved clock. */
  untilIdle(): Promise<void>;
  /** Moves the clock on, and waits until idle. */
  pass(seconds: number): Promise<void>;
  /** What was put on a topic that nobody here reads. */
  on(topic: Topic): readonly Kept[];
  /** The paths of calls that the platform refused as such. */
  refused(): readonly string[];
  /** Our messages in a conversation, oldest first. */
  outgoing(agent: AgentId, address: string): Promise<readonly OutgoingEntry[]>;
  /** Stops all functions. Without them nothing is handled until `start`. */
  stop(): Promise<void>;
  start(afterSeconds?: number): Promise<void>;
}

interface Kept {
  readonly body: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Starts everything, until the test is over. */
export async function startBench(): Promise<OutboundBench> {
  const folder = await mkdtemp(join(tmpdir(), "heliograph-outbound-"));
  const db = openDatabase(join(folder, "db.sqlite"));
  let aheadMs = 0;
  const clock: SleepClock = { ...systemClock, now: () => new Date(Date.now() + aheadMs) };
  const facts: PlatformFact[] = [];
  const platform = await startPlatform({ clock, onFact: (fact) => facts.push(fact) });
  const history = localHistory(db);
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  /** What other systems have asked for. */
  const requests: object[] = [];
  const { publisher } = localQueue(db, { clock, log });
  let running = await run();
  onTestFinished(async () => {
    expectNoneIn(lines.join(""), [...requests.flatMap(personalStrings), TOKEN]);
  });
  onTestFinished(async () => {
    await running.close();
    await platform.close();
    db.close();
    await rm(folder, { recursive: true });
  });

  async function run() {
    const queue = localQueue(db, { clock, log });
    const apis = { rcs: platform.url, "business-messages": platform.url };
    const engine = { agents: AGENTS, conversationKey: CONVERSATION_KEY, apis, bot, clock, log };
    const timers = localTimers(db, { clock, log, queue, checkEveryMs: CHECK_EVERY_MS });
    const ports = {
      ...openEngine({ publisher: queue.publisher, history, timers, pauses: localPauses(db) }, engine),
      queue,
    };
    const ids = AGENTS.map(({ agent }) => agent);
    const ring = readKeyRing(JSON.stringify({ "*": [TOKEN] }), ids, "TOKENS");
    const config = { ring, agents: new Set(ids), conversationKey: CONVERSATION_KEY };
    const stack = await startStack(ports, { config, port: 0, retry: RETRY });
    platform.connect({ url: stack.url, token: TOKEN });
    const close = async () => {
      await stack.close();
      timers.close();
    };
    return { close, publisher: queue.publisher };
  }

  /** A timer that is not due may wait; everything else must be gone. */
  const left = () => {
    const topics = KINDS.map((task) => `'heliograph-${task}'`).join(",");
    const due = "SELECT attributes FROM timers WHERE due <= ?";
    const rows = db.prepare(`SELECT attributes FROM queue WHERE topic IN (${topics}) UNION ALL ${due}`);
    return rows.all(clock.now().getTime());
  };
  const untilIdle = async () => {
    await platform.idle();
    await vi.waitFor(() => expect(left()).toEqual([]), WAIT);
  };

  return {
    platform,
    untilIdle,
    async publish(request) {
      requests.push(request);
      const bytes = Buffer.from(JSON.stringify({ id: "order-17", agent: BANK, ...request }));
      await running.publisher.publish("outbound", { bytes, attributes: {} });
    },
    async pass(seconds) {
      aheadMs += seconds * 1000;
      await untilIdle();
    },
    on(topic) {
      const rows = db.prepare("SELECT bytes, attributes FROM queue WHERE topic = ?").all(`heliograph-${topic}`);
      return rows.map(({ bytes, attributes }) => ({
        body: JSON.parse(Buffer.from(bytes as Uint8Array).toString()),
        attributes: JSON.parse(String(attributes)),
      }));
    },
    refused: () => facts.flatMap((fact) => (fact.type === "call-refused" ? [fact.path] : [])),
    async outgoing(agent, address) {
      const channel = agent === CHAT ? "business-messages" : "rcs";
      const of = { channel, agent, address: address as Address } as const;
      const { entries } = await history.read(conversationId(CONVERSATION_KEY, of), 50);
      return entries.filter((entry): entry is OutgoingEntry => entry.type === "outgoing").toReversed();
    },
    async stop() {
      await running.close();
      running = { close: async () => undefined, publisher };
    },
    async start(afterSeconds = 0) {
      aheadMs += afterSeconds * 1000;
      running = await run();
    },
  };
}
