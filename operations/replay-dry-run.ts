import { present } from "../shared/base/present.ts";
import type { Fact, Journal } from "../shared/conversation/journal.ts";
import { type TurnId, turnId } from "../shared/conversation/turn-id.ts";
import { kindOfAct } from "./describe-act.ts";
import type { Operation } from "./operation.ts";
import type { RehearsedTurn } from "./rehearsal.ts";
import { type NewReplay, type RehearsalRequest, readRehearsal } from "./replay-request.ts";
import { readRetainedFacts } from "./retained-facts.ts";

/** What a replay would make of a turn. */
export type DryRunFact =
  /** `calls`: made already, would be made, or would only be recorded. `at`: when its fact happened, in RFC 3339. */
  | {
      readonly type: "turn";
      readonly conversation: string;
      readonly turn: TurnId;
      readonly at: string;
      readonly calls: readonly DryRunCall[];
      readonly blocked: readonly string[];
      readonly failure?: string;
    }
  | { readonly type: "ended"; readonly turns: number; readonly made: number; readonly recorded: number };

/** One call of a turn. */
interface DryRunCall {
  readonly sign: "=" | "+" | "~";
  readonly call: string;
}

/** Tells what a replay would do, and does nothing. The bot is asked, where it would be, with no connection to anybody. */
export const dryRun: Operation<RehearsalRequest, DryRunFact> = {
  name: "replay-dry-run",
  read: readRehearsal,
  async *run({ replay, bot, allowsCalls = false }, operator, signal) {
    await using rehearsal = await operator.rehearse({ over: "history", allowsCalls, bot });
    const counts = { turns: 0, made: 0, recorded: 0 };
    for await (const fact of readRetainedFacts(replay, operator)) {
      if (signal.aborted) return;
      const turn = turnId(fact);
      const { journal } = await operator.history.load(fact.conversation, turn);
      const rehearsed = await rehearsal.take(asAsked(fact, replay));
      const calls = callsOf(journal, rehearsed);
      counts.turns += 1;
      counts.made += calls.filter(({ sign }) => sign === "+").length;
      counts.recorded += calls.filter(({ sign }) => sign === "~").length;
      const { blocked, failure } = rehearsed;
      const about = { conversation: fact.conversation, turn, at: fact.at.toISOString() };
      yield { type: "turn", ...about, calls, blocked, ...present({ failure }) };
    }
    yield { type: "ended", ...counts };
  },
};

function asAsked(fact: Fact, { mode }: NewReplay): Fact {
  return { ...fact, replay: mode };
}

function callsOf(before: Journal | undefined, { entries, performed }: RehearsedTurn): readonly DryRunCall[] {
  return entries.map(({ act }, index) => {
    const call = kindOfAct(act);
    if (performed.includes(index)) return { sign: "+", call };
    return { sign: before?.entries[index] === undefined ? "~" : "=", call };
  });
}
