import type { LocalFact, LocalFactOf } from "./facts.ts";
import { type TurnSoFar, withCall, withCommit, withDecided, withRoute, writeTurn } from "./turn-so-far.ts";

type Begun = LocalFactOf<"delivery-begun">;
type Ended = LocalFactOf<"delivery-ended">;
type Committed = LocalFactOf<"committed">;
type Google = LocalFactOf<"google">;

/** The deliveries that are under way, by their numbers, and what is left of those that failed, by the queue's ids. */
interface OpenTurns {
  readonly turns: Map<number, TurnSoFar>;
  readonly ids: Map<number, string>;
  readonly failed: Map<string, TurnSoFar>;
}

/**
 * Puts each turn in one line when it ends: who said what, what was answered, and how long it took since that came.
 * @param hearsGoogle False where no fact tells what Google has taken: what was decided to be sent is told then.
 */
export function createTurnWriter({
  hearsGoogle,
}: {
  readonly hearsGoogle: boolean;
}): (fact: LocalFact) => string | undefined {
  const open: OpenTurns = { turns: new Map(), ids: new Map(), failed: new Map() };
  return (fact) => {
    if (fact.type === "delivery-begun") begin(fact, open);
    if (fact.type === "google") hear(fact, open);
    if (fact.type === "committed") commit(fact, open);
    if (fact.type === "bot-routed") chooseRoute(fact, open);
    return fact.type === "delivery-ended" ? end(fact, open, hearsGoogle) : undefined;
  };
}

function begin({ number, at, delivery }: Begun, { turns, ids, failed }: OpenTurns): void {
  const { id, message, published } = delivery;
  const { received, conversation } = message.attributes;
  const startedMs = received === undefined ? (published ?? at).getTime() : Date.parse(received);
  ids.set(number, id);
  turns.set(number, failed.get(id) ?? { startedMs, conversation, decided: [], replies: [], sent: new Map() });
}

function commit({ commit: committed, isLost, within = 0 }: Committed, { turns }: OpenTurns): void {
  const turn = turns.get(within);
  if (turn !== undefined && !isLost) turns.set(within, withCommit(turn, committed));
}

function chooseRoute({ within = 0, ...chosen }: LocalFactOf<"bot-routed">, { turns }: OpenTurns): void {
  const turn = turns.get(within);
  if (turn !== undefined) turns.set(within, withRoute(turn, chosen));
}

function hear({ at, fact, conversation }: Google, { turns }: OpenTurns): void {
  // What Google has taken counts, also where the function has died before it heard so.
  const isTaken = fact.type === "call-accepted" || (fact.type === "call-answered" && fact.status === 200);
  if (!isTaken || conversation === undefined) return;
  for (const [number, turn] of turns) {
    if (turn.conversation === conversation) turns.set(number, withCall(turn, fact.call, at.getTime()));
  }
}

/** What failed is delivered again, under the same id. */
function end(
  { delivery, status, at }: Ended,
  { turns, ids, failed }: OpenTurns,
  hearsGoogle: boolean,
): string | undefined {
  const [turn, id] = [turns.get(delivery), ids.get(delivery)];
  turns.delete(delivery);
  ids.delete(delivery);
  if (turn === undefined || id === undefined) return undefined;
  failed.delete(id);
  if (status === 200) return writeTurn(hearsGoogle ? turn : withDecided(turn, at.getTime()));
  failed.set(id, turn);
  return undefined;
}
