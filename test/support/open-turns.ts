import { setImmediate as nextTick } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Act } from "../../shared/conversation/act.ts";
import type { Fact } from "../../shared/conversation/journal.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import type { ActContext, PerformPorts } from "../../shared/turn/perform-acts.ts";
import { type Decision, type TurnPlan, takeTurn } from "../../shared/turn/take-turn.ts";
import { noon } from "../contracts/facts.ts";
import { logged } from "./log-lines.ts";

/** What happens in the world at an act; it may fail. */
export type Happening = (words: string, what: ActContext) => unknown;

/** A conversation's place and time, and what was done there. */
export interface Turns {
  readonly history: History;
  /** The words of the acts that succeeded, in their order. */
  readonly done: readonly string[];
  /** What was logged. */
  readonly lines: readonly unknown[];
  /** The time now; waiting lets it pass at once. */
  now(): Date;
  letPass(millis: number): void;
  /** What happens while a turn waits for the next time. */
  onWait(happening: () => unknown): void;
  ports(happening?: Happening): PerformPorts;
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
  };
  const ports = (happening?: Happening): PerformPorts => ({
    history,
    clock,
    log,
    deadline: new Date(now.getTime() + 60_000),
    async perform(act, what) {
      await happening?.(wordsOf(act), what);
      done.push(wordsOf(act));
    },
  });
  return {
    history,
    done,
    lines,
    now: clock.now,
    letPass,
    onWait: (happening) => waits.push(happening),
    ports,
    take: (plan, happening) => takeTurn(plan, ports(happening)),
  };
}

export function say(words: string): Act {
  return { do: "send", reply: text(words) };
}

function wordsOf(act: Act): string {
  return act.do === "send" && act.reply.type === "text" ? act.reply.text : act.do;
}

/** A plan that says the same words on every try; each step adds one. */
export function planOf(fact: Fact, ...words: readonly string[]) {
  return { fact, decide: (state: ConversationState) => stepsOf(state, words) } satisfies TurnPlan;
}

/** A plan that says all its words at once, and counts itself in the state's memory. */
export function countingPlan(fact: Fact, ...words: readonly string[]): TurnPlan {
  return {
    fact,
    decide: (state) => ({ acts: words.map(say), state: { ...state, memory: { n: countOf(state) + 1 } } }),
  };
}

export function countOf(state: ConversationState | undefined): number {
  return Number(state?.memory.n ?? 0);
}

async function* stepsOf(state: ConversationState, words: readonly string[]): AsyncGenerator<Decision> {
  if (words.length === 0) yield { acts: [], state };
  for (const index of words.keys()) yield { acts: words.slice(0, index + 1).map(say), state };
}
