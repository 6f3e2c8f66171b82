import { setTimeout as wait } from "node:timers/promises";
import { onEvent } from "../functions/events/on-event.ts";
import { onTimer } from "../functions/events/on-timer.ts";
import { onMessage } from "../functions/messages/on-message.ts";
import { onOutbound } from "../functions/outbound/on-outbound.ts";
import { settingReader } from "../functions/settings.ts";
import type { RehearsedTurn } from "../operations/rehearsal.ts";
import { keyedHash } from "../shared/base/keyed-hash.ts";
import { present } from "../shared/base/present.ts";
import type { Bot, OpenBot } from "../shared/bot/bot.ts";
import type { Fact } from "../shared/conversation/journal.ts";
import { turnId, turnOf } from "../shared/conversation/turn-id.ts";
import { systemClock } from "../shared/google/clock.ts";
import type { DocumentStore } from "../shared/store/document-store.ts";
import { storedHistory } from "../shared/store/history.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import type { PauseGate } from "../shared/turn/pause-gate.ts";
import type { PerformAct } from "../shared/turn/perform-acts.ts";
import { performer } from "../shared/turn/performer.ts";
import { takeTurn } from "../shared/turn/take-turn.ts";
import type { TurnEngine } from "../shared/turn/try-turn.ts";
import { explainError } from "./explain-error.ts";
import { rehearsedStore } from "./rehearsed-store.ts";

// The process in which a bot is rehearsed. Its parent tells it facts, and reads for it what history holds.

/** What the parent says first. */
export interface RehearsalStart {
  readonly bot: string;
  readonly over: "history" | "nothing";
  readonly directory: AgentDirectory;
}

type Asked = { readonly method: "get" | "query"; readonly args: readonly unknown[] };

const KEEP_DAYS = 90;
/** No turn is given up for its time: the parent waits. */
const LONG_MS = 120_000;

const answers = new Map<number, (value: unknown) => void>();
let asked = 0;
let engine: Omit<TurnEngine, "budget" | "perform"> | undefined;

process.on("message", (message: { type: string } & Record<string, unknown>) => {
  void receive(message).catch((error: unknown) => send({ type: "failed", why: explainError(error) }));
});

async function receive(message: { type: string } & Record<string, unknown>): Promise<void> {
  if (message.type === "read") answers.get(Number(message.id))?.(message.value);
  if (message.type === "start") {
    engine = await open(message as unknown as RehearsalStart);
    send({ type: "ready" });
  }
  if (message.type === "take" && engine !== undefined) {
    send({ type: "taken", turn: await take(message.fact as Fact, engine) });
  }
}

/** What a bot would answer is asked also while it is paused. */
const OPEN_GATE: PauseGate = { refusal: async () => undefined, permit: async (_of, until) => until };

async function open({ bot: file, over, directory }: RehearsalStart): Promise<Omit<TurnEngine, "budget" | "perform">> {
  const { openBot }: { readonly openBot: OpenBot } = await import(file);
  const bot: Bot = openBot(settingReader(process.env));
  const nothing = { get: async (paths: readonly string[]) => paths.map(() => undefined), query: async () => [] };
  const history = storedHistory(rehearsedStore(over === "nothing" ? nothing : parentStore()), KEEP_DAYS);
  const secret = (name: string) => keyedHash(directory.conversationKey, name);
  return { bot, history, directory, secret, gate: OPEN_GATE, clock: systemClock, log: () => undefined };
}

function parentStore(): Pick<DocumentStore, "get" | "query"> {
  return {
    get: (...args) => ask({ method: "get", args }) as ReturnType<DocumentStore["get"]>,
    query: (...args) => ask({ method: "query", args }) as ReturnType<DocumentStore["query"]>,
  };
}

function ask(request: Asked): Promise<unknown> {
  asked += 1;
  const { promise, resolve } = Promise.withResolvers<unknown>();
  answers.set(asked, resolve);
  send({ type: "read", id: asked, ...request });
  return promise;
}

/** One turn, and what came of it. */
async function take(
  fact: Fact,
  known: Omit<TurnEngine, "budget" | "perform">,
): Promise<Omit<RehearsedTurn, "blocked">> {
  const performed: number[] = [];
  const until = new Date(Date.now() + LONG_MS);
  const budget = { deadline: until, until, signal: AbortSignal.timeout(LONG_MS), attempt: 2 };
  const perform = rehearsedPerformer(known, performed);
  const failure = await decideAndTake(fact, { ...known, budget, perform }).then(() => undefined, explainError);
  // What a bot calls without waiting is still to be told.
  await wait(0);
  const { journal } = await known.history.load(fact.conversation, turnId(fact));
  return { entries: journal?.entries ?? [], performed, ...present({ failure }) };
}

async function decideAndTake(fact: Fact, ports: TurnEngine): Promise<unknown> {
  switch (fact.type) {
    case "message":
      return takeTurn(fact, onMessage, ports);
    case "event":
      return takeTurn(fact, onEvent, ports);
    case "outbound":
      return takeTurn(fact, onOutbound, ports);
    case "timer":
      return fact.purpose.type === "mode" ? takeTurn(fact, onTimer, ports) : undefined;
  }
}

/** The real gates before channels that send nothing. */
function rehearsedPerformer(
  { history, directory, clock }: Pick<TurnEngine, "history" | "directory" | "clock">,
  done: number[],
): PerformAct {
  const nothing = async () => undefined;
  const messenger = { send: async () => ({}), markRead: nothing, showTyping: nothing, stopTyping: nothing };
  const perform = performer({
    history,
    directory,
    clock,
    messengers: {
      rcs: { ...messenger, revoke: async () => "removed" as const },
      "business-messages": { ...messenger, announce: nothing, survey: nothing },
    },
    capabilities: { check: async () => ({ type: "reachable", features: [] }), recall: () => undefined },
    publisher: { publish: nothing },
    timers: { isRelayed: false, set: nothing },
  });
  return async (act, context) => {
    const sent = await perform(act, context);
    done.push(turnOf(context.id).index);
    return sent;
  };
}

function send(message: object): void {
  process.send?.(message);
}
