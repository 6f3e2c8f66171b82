import type { MessageId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { Commit, Fact, Outcome } from "../conversation/journal.ts";
import type { Receipt } from "../inbound/inbound.ts";
import { agentDay, bodyOf, type StoredAct, type StoredTurn } from "../store/stored-turn.ts";

/** No time at all: whatever it is merged with is earlier. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** What is known of a turn, with a change: times become the earliest, other members the newest. */
export function mergeTurn(known: StoredTurn | undefined, change: StoredTurn): StoredTurn {
  const indexes = new Set([...Object.keys(known?.acts ?? {}), ...Object.keys(change.acts ?? {})]);
  const acts = [...indexes].map((index) => [index, mergeAct(known?.acts?.[index], change.acts?.[index])]);
  return { ...known, ...change, at: Math.min(known?.at ?? NEVER, change.at), acts: Object.fromEntries(acts) };
}

function mergeAct(known: StoredAct = {}, change: StoredAct = {}): StoredAct {
  return { ...known, ...change, times: earliest(known.times, change.times) };
}

function earliest(known: StoredAct["times"] = {}, change: StoredAct["times"] = {}): NonNullable<StoredAct["times"]> {
  const both = [...Object.entries(known), ...Object.entries(change)];
  const grouped = Map.groupBy(both, ([status]) => status);
  return Object.fromEntries([...grouped].map(([status, times]) => [status, Math.min(...times.map(([, ms]) => ms))]));
}

/** A fact alone. */
export function turnOfFact(fact: Fact): StoredTurn {
  return { type: fact.type, id: fact.id, at: fact.at.getTime(), body: bodyOf(fact) };
}

/** A fact and what was decided. */
export function turnOfCommit({ fact, entries: acts, answers, isComplete, at }: Commit): StoredTurn {
  const sent = { times: { sent: at.getTime() } };
  const written = acts.map(({ act, isDone }, index) => [
    index,
    present({ act, isDone: isDone || undefined, ...(act.do === "send" ? sent : {}) }),
  ]);
  const day = acts.some(({ act }) => act.do === "send") ? agentDay(fact, at) : undefined;
  return {
    ...turnOfFact(fact),
    ...present({ agentDay: day, answers }),
    isComplete,
    isAbandoned: false,
    acts: Object.fromEntries(written),
  };
}

/** How acts went. */
export function turnOfOutcomes(outcomes: readonly Outcome[]): StoredTurn {
  const acts = outcomes.map(({ index, failure }) => [index, failure === undefined ? { isDone: true } : { failure }]);
  return { at: NEVER, acts: Object.fromEntries(acts) };
}

/** What receipts tell of a message of ours. */
export function turnOfReceipts(
  { message, index }: { readonly message: MessageId; readonly index: number },
  receipts: readonly Receipt[],
): StoredTurn {
  const times = receipts.map(({ type, at }) => ({ [type]: at.getTime() }));
  return {
    at: Math.min(...receipts.map(({ at }) => at.getTime())),
    acts: { [index]: { id: message, times: times.reduce((all, each) => ({ ...earliest(all, each) }), {}) } },
  };
}
