import { FRESH_MS } from "../base/budgets.ts";
import { TransientError } from "../base/errors.ts";
import { begunAnew, isErased } from "../conversation/erasure.ts";
import { areDone, type Fact, type Snapshot } from "../conversation/journal.ts";
import { type TurnId, turnId } from "../conversation/turn-id.ts";
import { withBrandConsent } from "./brand-consent.ts";
import type { Decide } from "./decision.ts";
import { guardNotices } from "./guard-notices.ts";
import { ignoreErased } from "./ignore-erased.ts";
import { keepBeside } from "./keep-beside.ts";
import { speechAbout } from "./pause-gate.ts";
import { atItsTime, forDelivery, isLeftAlone } from "./replayed.ts";
import { type TurnEngine, tryTurn } from "./try-turn.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

/** How often a turn loads the conversation again because others had it or changed it, before the delivery is given back. */
const MAX_LOADS = 8;

/** How long a turn waits before it loads again while another one is under way, which most often takes a second. */
const BUSY_PAUSE_MS = 250;

/**
 * Takes a turn: load, decide, commit, perform, finish. When the bot is asked, its answers are further steps of the same kind.
 *
 * Two turns of a conversation never mix. A commit writes the journal and the state together, and only if nobody has changed the
 * state since it was loaded: of two turns that decide at the same time, one loads and decides again. A commit also takes a
 * lease on the conversation: another turn waits until the acts are performed and the lease is released. What is urgent is
 * committed beside that lease, and says what it has to say afterwards.
 *
 * A try that fails gives the lease back, so no failing turn keeps a conversation. When a process dies, the next try of the same
 * turn continues at once, and another turn may begin when the lease has expired. Both mark the journal as abandoned: then its
 * entries tell what is left, and the next try performs that.
 *
 * What happened before its user was erased is ignored. What happens afterwards begins anew.
 *
 * @throws PausedError when something is left that must not be said now.
 * @throws TransientError when another turn keeps the conversation, or another try may pass.
 */
export async function takeTurn<F extends Fact>(
  fact: F,
  decide: Decide<F>,
  unguarded: TurnEngine,
): Promise<TurnOutcome> {
  const engine = { ...unguarded, bot: guardNotices(unguarded.bot, unguarded) };
  // Where it must be read, that happens beside the load.
  void engine.gate.refusal(speechAbout(fact));
  for (let loads = 1; loads <= MAX_LOADS; loads += 1) {
    const loaded = await load(fact, loads === 1, engine);
    const take = () => takeLoaded({ fact, loaded }, decide, engine);
    const outcome = await (isErased(fact, loaded.state) ? ignoreErased(fact, loaded, engine) : take());
    if (outcome !== undefined) return outcome;
  }
  throw new TransientError("Cannot take the turn: other turns keep the conversation");
}

/** @returns Undefined when others have the conversation or have changed it: load it again. */
async function takeLoaded<F extends Fact>(
  { fact, loaded }: { readonly fact: F; readonly loaded: Snapshot },
  decide: Decide<F>,
  engine: TurnEngine,
): Promise<TurnOutcome | undefined> {
  const inTime = atItsTime(fact, engine);
  const snapshot = forDelivery(fact, await withChoices(loaded, fact, engine));
  if (isFinished(fact, snapshot)) return logDuplicate(fact, engine);
  const isFree = !isLeasedToAnother(turnId(fact), snapshot, engine.clock.now());
  if (isFree) return tryTurn({ fact, snapshot }, decide, inTime);
  if (!(await keepBeside({ fact, snapshot }, decide, inTime))) await engine.clock.sleep(BUSY_PAUSE_MS);
  return undefined;
}

/** With what the user chose at the brand's other agents, where they were not asked yet. */
async function withChoices(snapshot: Snapshot, fact: Fact, engine: TurnEngine): Promise<Snapshot> {
  return withBrandConsent({ ...snapshot, state: begunAnew(snapshot.state, fact) }, fact, engine);
}

/** A fresh fact is most likely new. To load only the state then saves a read; `commit` notices when it is not new. */
async function load(fact: Fact, isFirst: boolean, { history, clock, budget }: TurnEngine): Promise<Snapshot> {
  const { conversation, received, replay } = fact;
  const turn = turnId(fact);
  const isNew =
    replay === undefined && (budget.attempt ?? 1) === 1 && clock.now().getTime() - received.getTime() < FRESH_MS;
  if (!(isFirst && isNew)) return history.load(conversation, turn);
  const snapshot = await history.load(conversation);
  return snapshot.lease?.turn === turn ? history.load(conversation, turn) : snapshot;
}

/** A complete journal whose lease is released was performed, unless the turn was abandoned: then its entries tell. */
function isFinished(fact: Fact, snapshot: Snapshot): boolean {
  if (isLeftAlone(fact, snapshot)) return true;
  const { journal, lease } = snapshot;
  const turn = turnId(fact);
  if (journal === undefined || !journal.isComplete || lease?.turn === turn) return false;
  return !journal.isAbandoned || areDone(journal.entries);
}

function isLeasedToAnother(turn: TurnId, { lease }: Snapshot, now: Date): boolean {
  return lease !== undefined && lease.turn !== turn && lease.expiresAt > now;
}

function logDuplicate({ channel, agent, conversation, type }: Fact, { log }: TurnEngine): TurnOutcome {
  log("INFO", "duplicate_ignored", { channel, agent, conversation, kind: type });
  return "done-before";
}
