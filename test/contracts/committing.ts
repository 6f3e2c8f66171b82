import type { ConversationId } from "../../shared/base/ids.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { Commit, Fact, JournalEntry, Snapshot } from "../../shared/conversation/journal.ts";
import { type ConversationState, newState } from "../../shared/conversation/state.ts";
import { outgoingId, type TurnId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import { noon } from "./facts.ts";

export const HELLO: Act = { do: "send", reply: text("Hello to you") };
export const BYE: Act = { do: "send", reply: text("Goodbye") };

/** The time until which a turn of these tests is performed. */
export const UNTIL = noon(60_000);

/** How a commit differs from that of a whole turn that nothing is said in. */
export interface CommitOptions extends Partial<Omit<Commit, "entries" | "fact" | "turn">> {
  /** Until when the turn has the conversation, unless `lease` says who has it. */
  readonly leaseUntil?: Date;
  readonly acts?: readonly Act[];
  /** Steps that are done. */
  readonly done?: readonly number[];
}

/** What a try decides about a fact. */
export function commitOf(fact: Fact, { acts = [], done = [], leaseUntil, ...options }: CommitOptions = {}): Commit {
  const turn = turnId(fact);
  const known = acts.map(
    (act, step): JournalEntry => ({ id: outgoingId(turn, step), act, isDone: done.includes(step) }),
  );
  return {
    fact,
    turn,
    entries: known,
    isComplete: true,
    state: newState(fact),
    at: noon(5),
    lease: leaseUntil && { turn, expiresAt: leaseUntil },
    ...options,
  };
}

/** A state with something to tell it by. */
export function stateOf(fact: Fact, name: string): ConversationState {
  return { ...newState(fact), memory: { name } };
}

/** Looks, and commits: nobody is in the way. */
export async function commitNow(history: History, fact: Fact, options?: CommitOptions): Promise<Snapshot> {
  const snapshot = await history.load(fact.conversation, turnId(fact));
  const committed = await history.commit(commitOf(fact, options), snapshot);
  if (committed === undefined) throw new Error("Cannot commit: somebody was in the way, expected nobody");
  return committed;
}

/** What is known of a fact's turn. */
export async function journalOf(history: History, fact: Fact): Promise<Snapshot["journal"]> {
  return (await history.load(fact.conversation, turnId(fact))).journal;
}

/** The name in the state's memory. */
export async function nameIn(history: History, conversation: ConversationId): Promise<unknown> {
  return (await history.load(conversation)).state?.memory.name;
}

/** The turn that runs. */
export async function leaseHolderIn(history: History, conversation: ConversationId): Promise<TurnId | undefined> {
  return (await history.load(conversation)).lease?.turn;
}
