import { setImmediate as nextTick } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { TransientError } from "../../shared/base/errors.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import type { DocumentStore } from "../../shared/store/document-store.ts";
import type { Decide } from "../../shared/turn/decision.ts";
import type { ActContext } from "../../shared/turn/perform-acts.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TurnEngine } from "../../shared/turn/try-turn.ts";
import { noon } from "../contracts/facts.ts";
import { logged } from "./log-lines.ts";
import { OPEN_GATE } from "./open-gate.ts";
import { budgetFrom } from "./time-budget.ts";

/** A fact, how it is decided, and what the bot answers where it is asked. */
export interface TurnPlan {
  readonly fact: InboundMessage;
  readonly decide: Decide<InboundMessage>;
  readonly answer?: Bot["answer"];
}

/** What happens at an act; it may fail. */
export type Happening = (words: string, context: ActContext) => unknown;

/** A conversation's place and time, and what was done there. */
export interface Turns {
  readonly history: History;
  /** Beneath history. */
  readonly documents: DocumentStore;
  /** The words of the acts that succeeded, in their order. */
  readonly done: readonly string[];
  /** What was logged. */
  readonly lines: readonly unknown[];
  /** The time now; waiting lets it pass at once. */
  now(): Date;
  letPass(millis: number): void;
  /** What happens while a turn waits for the next time. */
  onWait(happening: () => unknown): void;
  engine(answer?: Bot["answer"], happening?: Happening): TurnEngine;
  take(plan: TurnPlan, happening?: Happening): Promise<void>;
}

/** Opens history in memory, at noon, until the test is over. The deadline of every delivery is a minute later. */
export function openTurns(): Turns {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const done: string[] = [];
  const waits: (() => unknown)[] = [];
  const { log, lines } = logged();
  const history = localHistory(db);
  let now = noon();
  const letPass = (millis: number) => {
    now = new Date(now.getTime() + millis);
  };
  const clock = {
    now: () => now,
    async sleep(millis: number) {
      letPass(millis);
      await nextTick();
      await waits.shift()?.();
    },
    after: () => () => undefined,
  };
  const engine: Turns["engine"] = (answer = () => [], happening) => ({
    history,
    clock,
    log,
    bot: { persona: { displayName: "Harbour Cafe" }, answer },
    directory: { agents: [], conversationKey: "key" },
    secret: (name) => name,
    gate: OPEN_GATE,
    budget: budgetFrom(now, 60_000),
    async perform(act, context) {
      await happening?.(wordsOf(act), context);
      done.push(wordsOf(act));
      return undefined;
    },
  });
  return {
    history,
    documents: localDocuments(db),
    done,
    lines,
    now: clock.now,
    letPass,
    onWait: (happening) => waits.push(happening),
    engine,
    take: async ({ fact, decide, answer }, happening) => {
      await takeTurn(fact, decide, engine(answer, happening));
    },
  };
}

export function say(words: string): Act {
  return { do: "send", reply: text(words) };
}

function wordsOf(act: Act): string {
  return act.do === "send" && act.reply.type === "text" ? act.reply.text : act.do;
}

/** A plan that asks the bot. */
export function askingPlan(fact: InboundMessage, answer: Bot["answer"]): TurnPlan {
  return { fact, answer, decide: (message, state) => ({ acts: [], state, ask: message }) };
}

/** A plan that asks a bot which yields the words, one after the other. */
export function planOf(fact: InboundMessage, ...words: readonly string[]): TurnPlan {
  return askingPlan(fact, async function* () {
    for (const each of words) yield text(each);
  });
}

/** A plan that says all its words at once, and counts itself in the state's memory. */
export function countingPlan(fact: InboundMessage, ...words: readonly string[]): TurnPlan {
  return {
    fact,
    decide: (_message, state) => ({ acts: words.map(say), state: { ...state, memory: { n: countOf(state) + 1 } } }),
  };
}

export function countOf(state: ConversationState | undefined): number {
  return Number(state?.memory.n ?? 0);
}

/** What happens in the world: Google is busy when these words are to be said. */
export function busyAt(words: string): Happening {
  return (at) => at === words && Promise.reject(new TransientError("Google is busy"));
}

/** Takes a turn that must be tried again. */
export async function fail(turns: Turns, ...take: Parameters<Turns["take"]>): Promise<void> {
  await expect(turns.take(...take)).rejects.toThrow(TransientError);
}
