import { describeError } from "../base/describe-error.ts";
import { isErased } from "../conversation/erasure.ts";
import {
  type AcceptedMessage,
  areDone,
  type Fact,
  type JournalEntry,
  type Lease,
  type Snapshot,
} from "../conversation/journal.ts";
import { newState } from "../conversation/state.ts";
import { outgoingId, turnId } from "../conversation/turn-id.ts";
import type { SleepClock } from "../ports/clock.ts";
import { asService } from "./as-service.ts";
import { type AskPorts, askBot } from "./ask-bot.ts";
import type { BrandPorts } from "./brand-consent.ts";
import { commitOf, type Progress } from "./commit-of.ts";
import type { Decide, Decision, Step } from "./decision.ts";
import { speechAbout } from "./pause-gate.ts";
import { type PerformPorts, performActs, recordDone } from "./perform-acts.ts";
import { entryOf } from "./replayed.ts";
import { refuseLate } from "./time-budget.ts";
import { outcomeOf, type TurnOutcome } from "./turn-outcome.ts";

/** What a turn is taken with. */
export interface TurnEngine extends AskPorts, PerformPorts, BrandPorts {
  readonly clock: SleepClock;
}

/** A try on its way. Whatever ends it finds here how far it has come. */
interface Run {
  progress: Progress;
  step: Step | undefined;
  /** The lease of an earlier try of the turn, which may still be going on beside this one. */
  readonly held: Lease | undefined;
}

/** Takes one step after the other. @returns Undefined when others have changed the conversation meanwhile: load it again. */
export async function tryTurn<F extends Fact>(
  { fact, snapshot }: { readonly fact: F; readonly snapshot: Snapshot },
  decide: Decide<F>,
  engine: TurnEngine,
): Promise<TurnOutcome | undefined> {
  const start = { fact, turn: turnId(fact), snapshot, entries: snapshot.journal?.entries ?? [], performed: [] };
  const run: Run = { progress: start, step: undefined, held: heldBefore(start, engine) };
  let isOver: boolean;
  try {
    run.step = await firstStep(fact, { decide, snapshot }, engine);
    isOver = await takeSteps(run, run.step, engine);
  } catch (error) {
    await giveBack(run, engine);
    throw error;
  } finally {
    run.step?.stop?.();
  }
  // The next try does not do again what this one has done.
  if (!isOver) await recordDone(run.progress, engine);
  return isOver ? outcomeOf({ ...run.progress, state: run.step.state }) : undefined;
}

function heldBefore({ turn, snapshot: { lease } }: Progress, { clock }: TurnEngine): Lease | undefined {
  return lease?.turn === turn && lease.expiresAt > clock.now() ? lease : undefined;
}

async function takeSteps(run: Run, first: Step, engine: TurnEngine): Promise<boolean> {
  for (let step = first; ; run.step = step) {
    const committed = await commitStep(step, run.progress, engine);
    if (committed === undefined) return false;
    run.progress = committed;
    if (committed.snapshot.lease === undefined) return true;
    const { entries, performed } = await performActs({ ...committed, step }, engine);
    run.progress = { ...committed, entries, performed: [...committed.performed, ...performed] };
    if (step.next === undefined) return finish(run.progress, step, engine);
    step = await step.next();
    // Nothing more is to come, and to commit that may take longer than typing waits.
    if (step.next === undefined && step.acts.length === 0) await engine.typing?.pause();
  }
}

/** Commits a step. @returns Undefined when others have changed the conversation meanwhile. */
async function commitStep(step: Step, before: Progress, engine: TurnEngine): Promise<Progress | undefined> {
  const progress = { ...before, entries: append(before, step) };
  // A lease that is taken now would end too early.
  refuseLate(engine);
  const snapshot = await engine.history.commit(commitOf(progress, step, engine), before.snapshot);
  return snapshot && { ...progress, snapshot };
}

/** Ends the lease. A turn that stays open for another delivery counts by its entries. */
async function finish({ snapshot, ...progress }: Progress, { isOpen }: Step, engine: TurnEngine): Promise<boolean> {
  if (!isOpen) return engine.history.release(snapshot, accepted(snapshot, progress.entries));
  await recordDone({ snapshot, ...progress }, engine);
  return engine.history.abandon(snapshot);
}

/** What Google said about the messages that no commit has kept yet. */
function accepted({ journal }: Snapshot, entries: readonly JournalEntry[]): readonly AcceptedMessage[] {
  return entries.flatMap(({ id, acceptance }, index) => {
    const isKept = journal?.entries[index]?.acceptance !== undefined;
    return acceptance === undefined || isKept ? [] : [{ id, acceptance }];
  });
}

/** The conversation does not wait for a try that failed: what is done is recorded, and the lease ends. */
async function giveBack({ progress, held }: Run, engine: TurnEngine): Promise<void> {
  const { channel, agent, conversation } = progress.fact;
  try {
    await recordDone(progress, engine);
    await endLease(progress, held, engine);
  } catch (error) {
    // The lease ends by itself, and Google ignores what is repeated.
    engine.log("WARNING", "lease_kept", { channel, agent, conversation, error: describeError(error) });
  }
}

/**
 * Ends the lease of this try, also when something was kept beside it meanwhile. That of another try ends at another time: an
 * earlier one, which may be alive, has it back.
 */
async function endLease({ turn, snapshot }: Progress, held: Lease | undefined, { history }: TurnEngine): Promise<void> {
  const { conversation, lease } = snapshot;
  if (lease?.turn !== turn) return;
  const isOurs = (one: Lease | undefined) =>
    one?.turn === turn && one.expiresAt.getTime() === lease.expiresAt.getTime();
  for (let known = snapshot; isOurs(known.lease); known = await history.load(conversation)) {
    if (await history.abandon(known, held)) return;
  }
}

/** A complete journal is not decided again. When the decision fails, history keeps the fact at least. */
async function firstStep<F extends Fact>(
  fact: F,
  { decide, snapshot }: { readonly decide: Decide<F>; readonly snapshot: Snapshot },
  engine: TurnEngine,
): Promise<Step> {
  const { bot, clock, history } = engine;
  const { journal, state = newState(fact) } = snapshot;
  if (journal?.isComplete) return { acts: [], state };
  const entries = journal?.entries ?? [];
  try {
    return await askIfDecided(decide(fact, state, { bot, at: clock.now(), entries }), journal, engine);
  } catch (error) {
    if (await isOvertaken(fact, journal, engine)) return { acts: [], state };
    await history.record(fact);
    throw error;
  }
}

/**
 * True when the journal, which was not loaded, has something left of an earlier try, or the user was erased meanwhile. Whatever is
 * decided then cannot be committed, so all is loaded again.
 */
async function isOvertaken(fact: Fact, loaded: Snapshot["journal"], { history }: TurnEngine): Promise<boolean> {
  const { journal, state } = await history.load(fact.conversation, turnId(fact));
  if (isErased(fact, state)) return true;
  return loaded === undefined && journal !== undefined && (journal.isComplete || !areDone(journal.entries));
}

/** Asks the bot, if the decision says so; when an earlier try has left acts that are not performed, they come first. */
async function askIfDecided(
  { ask, isUrgent: _, ...decided }: Decision,
  journal: Snapshot["journal"],
  engine: TurnEngine,
): Promise<Step> {
  if (ask === undefined) return decided;
  const known = journal ?? { answers: 0, entries: [] };
  const paused = await engine.gate.refusal(speechAbout(ask));
  // The words are kept, with all that follows from them, and the turn stays open: the next try asks.
  if (paused !== undefined) return { ...decided, answers: known.answers, next: () => Promise.reject(paused) };
  if (areDone(known.entries)) {
    engine.typing?.begin();
    await engine.typing?.untilWritten();
    return askBot(ask, decided, known, engine);
  }
  const { answers } = known;
  return { ...decided, answers, next: () => askBot(ask, { ...decided, acts: [] }, known, engine) };
}

/** The entries, and new ones for the acts. An act's place gives it its id. */
export function append(
  { fact, turn, entries }: Pick<Progress, "fact" | "turn" | "entries">,
  { acts, state }: Pick<Step, "acts" | "state">,
): readonly JournalEntry[] {
  const served = asService(acts, fact, state);
  return [...entries, ...served.map((act, n) => entryOf({ id: outgoingId(turn, entries.length + n), act }, fact))];
}
