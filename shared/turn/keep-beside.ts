import type { Fact, JournalEntry, Snapshot } from "../conversation/journal.ts";
import { type ConversationState, newState } from "../conversation/state.ts";
import { turnId } from "../conversation/turn-id.ts";
import type { Decide } from "./decision.ts";
import { performSilent } from "./perform-acts.ts";
import { append, type TurnEngine } from "./try-turn.ts";

/**
 * Keeps what is urgent while another turn has the conversation: consent, and that a message falls back in time. State and
 * journal are committed beside the other's lease, timers are set, and the brand's other agents learn of consent. What there is
 * to say waits until that lease is over.
 * @returns True when something was kept, or others have changed the conversation meanwhile: load it again.
 */
export async function keepBeside<F extends Fact>(
  { fact, snapshot }: { readonly fact: F; readonly snapshot: Snapshot },
  decide: Decide<F>,
  engine: TurnEngine,
): Promise<boolean> {
  const { journal, state = newState(fact) } = snapshot;
  if (journal?.isComplete) return performBeside(fact, { state, entries: journal.entries }, engine);
  const { bot, clock, history } = engine;
  const entries = journal?.entries ?? [];
  const decision = decide(fact, state, { bot, at: clock.now(), entries });
  if (!decision.isUrgent) return false;
  const turn = turnId(fact);
  const kept = {
    fact,
    turn,
    entries: append({ fact, turn, entries }, decision),
    isComplete: true,
    state: decision.state,
    at: clock.now(),
    lease: snapshot.lease,
  };
  if ((await history.commit(kept, snapshot)) !== undefined) await performBeside(fact, kept, engine);
  return true;
}

async function performBeside(
  fact: Fact,
  { state, entries }: { readonly state: ConversationState; readonly entries: readonly JournalEntry[] },
  engine: TurnEngine,
): Promise<boolean> {
  return performSilent({ fact, turn: turnId(fact), entries, step: { acts: [], state } }, engine);
}
