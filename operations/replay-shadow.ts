import { present } from "../shared/base/present.ts";
import type { Act } from "../shared/conversation/act.ts";
import type { Fact } from "../shared/conversation/journal.ts";
import { turnId } from "../shared/conversation/turn-id.ts";
import { meaningOfAct, wordsOfAct } from "./describe-act.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import type { RehearsedTurn } from "./rehearsal.ts";
import { type RehearsalRequest, readRehearsal } from "./replay-request.ts";
import { readRetainedFacts } from "./retained-facts.ts";
import { type PastTurn, readPastTurns } from "./stored-facts.ts";

/** What the bot of the working tree answers otherwise than history has it. */
export type ShadowFact =
  /** `before` and `now`: what was said and what would be, where it differs. `blocked`: whom the bot called in vain. */
  | {
      readonly type: "turn";
      readonly conversation: string;
      readonly turn: string;
      readonly at: string;
      readonly before: readonly string[];
      readonly now: readonly string[];
      readonly blocked: readonly string[];
      readonly failure?: string;
    }
  | ({ readonly type: "ended" } & ShadowCounts);

/** How many conversations were gone through, and how many of their turns were compared, differ, and have no answer now. */
interface ShadowCounts {
  readonly conversations: number;
  readonly compared: number;
  readonly differing: number;
  readonly failed: number;
}

/**
 * Has the bot of the working tree live through past conversations, each from its beginning as far as history remembers it, and
 * compares its answers with those that history has. Nothing is sent and nothing is written.
 */
export const shadow: Operation<RehearsalRequest, ShadowFact> = {
  name: "replay-shadow",
  read: readRehearsal,
  async *run(request, operator, signal) {
    let counts: ShadowCounts = { conversations: 0, compared: 0, differing: 0, failed: 0 };
    for (const [conversation, retained] of await groupRetained(request.replay, operator)) {
      if (signal.aborted) return;
      counts = { ...counts, conversations: counts.conversations + 1 };
      for await (const found of liveThrough({ conversation, retained }, request, operator)) {
        counts = addTo(counts, found);
        if (found !== undefined) yield { type: "turn", conversation, ...found };
      }
    }
    yield { type: "ended", ...counts };
  },
};

interface PastConversation {
  readonly conversation: Fact["conversation"];
  readonly retained: ReadonlyMap<string, Fact>;
}

/** Each turn of the time that was asked for: undefined where the bot answers as it did. */
async function* liveThrough(
  { conversation, retained }: PastConversation,
  { replay, bot, allowsCalls = false }: RehearsalRequest,
  operator: Operator,
): AsyncIterable<Difference | undefined> {
  const range = { from: new Date(replay.from), to: new Date(replay.to) };
  await using rehearsal = await operator.rehearse({ over: "nothing", allowsCalls, bot });
  for (const past of await readPastTurns(conversation, operator.documents)) {
    const rehearsed = await rehearsal.take({ ...(retained.get(past.turn) ?? past.fact), replay: "silent" });
    if (past.fact.received >= range.from && past.fact.received < range.to) yield compare(past, rehearsed);
  }
}

/** By conversation, the facts that are retained, by turn: they hold more than history keeps of them. */
async function groupRetained(
  request: RehearsalRequest["replay"],
  operator: Operator,
): Promise<ReadonlyMap<Fact["conversation"], ReadonlyMap<string, Fact>>> {
  const found = new Map<Fact["conversation"], Map<string, Fact>>();
  for await (const fact of readRetainedFacts(request, operator)) {
    const turns = found.get(fact.conversation) ?? new Map<string, Fact>();
    found.set(fact.conversation, turns.set(turnId(fact), fact));
  }
  const asked = request.conversation as Fact["conversation"] | undefined;
  if (asked !== undefined && !found.has(asked)) found.set(asked, new Map());
  return found;
}

type Difference = Omit<Extract<ShadowFact, { type: "turn" }>, "type" | "conversation">;

/** @returns Undefined where the bot answers as it did. */
function compare({ turn, fact, acts }: PastTurn, rehearsed: RehearsedTurn): Difference | undefined {
  const { blocked, failure } = rehearsed;
  const said = acts.filter(isSaid);
  const now = rehearsed.entries.map(({ act }) => act).filter(isSaid);
  const isSame = said.map(meaningOfAct).join("\n") === now.map(meaningOfAct).join("\n");
  if (isSame && blocked.length === 0 && failure === undefined) return undefined;
  const words = isSame ? { before: [], now: [] } : { before: said.map(wordsOfAct), now: now.map(wordsOfAct) };
  return { turn, at: fact.at.toISOString(), ...words, blocked, ...present({ failure }) };
}

/** A timer follows from what is said. */
function isSaid(act: Act): boolean {
  return act.do !== "setTimer";
}

function addTo(counts: ShadowCounts, found: Difference | undefined): ShadowCounts {
  const isDiffering = found !== undefined && found.before.length + found.now.length > 0;
  return {
    ...counts,
    compared: counts.compared + 1,
    differing: counts.differing + (isDiffering ? 1 : 0),
    failed: counts.failed + (found?.failure === undefined ? 0 : 1),
  };
}
