import { setTimeout as wait } from "node:timers/promises";
import { TransientError } from "../../shared/base/errors.ts";
import { jsonLog } from "../../shared/base/log.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { Fact } from "../../shared/conversation/journal.ts";
import { turnId } from "../../shared/conversation/turn-id.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { text } from "../../shared/reply/reply.ts";
import type { Decide } from "../../shared/turn/decision.ts";
import type { PerformAct } from "../../shared/turn/perform-acts.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TurnEngine } from "../../shared/turn/try-turn.ts";
import { OPEN_GATE } from "../support/open-gate.ts";
import { budgetFrom } from "../support/time-budget.ts";
import { messageFact } from "./facts.ts";
import type { Race } from "./race.ts";

/** Takes turns beside another process that does the same: `node racing-process.ts <a Race in JSON>`. */
const { place, conversation, ids, observer } = JSON.parse(process.argv[2] ?? "") as Race;

const ACTS: readonly Act[] = ["one", "two"].map((words) => ({ do: "send", reply: text(words) }));

/** How often a delivery comes again. */
const MAX_DELIVERIES = 100;

const history =
  place.type === "local"
    ? localHistory(openDatabase(place.file))
    : firestoreHistory(openFirestoreRest({ ...place, database: "(default)" }), 30);

// A turn that waits for another looks ten times as often as in production: its acts take no longer than that either.
const clock = { ...systemClock, sleep: (millis: number) => wait(millis / 10) };

const perform: PerformAct = async (_act, { id, fact }) => {
  const body = JSON.stringify({ turn: turnId(fact), id });
  const headers = { "content-type": "application/json" };
  const response = await fetch(observer, { method: "POST", headers, body });
  if (!response.ok) throw new TransientError("The observer refused");
};

function engine(): TurnEngine {
  return {
    history,
    clock,
    log: jsonLog(() => undefined),
    perform,
    bot: { persona: { displayName: "Nobody" }, answer: () => [] },
    directory: { agents: [], conversationKey: "key" },
    secret: (name) => name,
    gate: OPEN_GATE,
    budget: budgetFrom(new Date()),
  };
}

/** Counts itself in the state's memory, so that a lost update shows. */
const decide: Decide<Fact> = (_fact, state) => ({
  acts: ACTS,
  state: { ...state, memory: { n: Number(state.memory.n ?? 0) + 1 } },
});

async function deliver(id: string): Promise<void> {
  for (let delivery = 1; ; delivery += 1) {
    try {
      await takeTurn(messageFact({ conversation, id }), decide, engine());
      return;
    } catch (error) {
      if (!(error instanceof TransientError) || delivery === MAX_DELIVERIES) throw error;
    }
  }
}

// Two deliveries at a time, as a function that is pushed to would take them.
const left = [...ids];
const worker = async () => {
  for (let id = left.shift(); id !== undefined; id = left.shift()) await deliver(id);
};
await Promise.all([worker(), worker()]);
process.exit();
