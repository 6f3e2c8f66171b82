import { PermanentError, TransientError } from "../base/errors.ts";
import { present } from "../base/present.ts";
import type { Act } from "../conversation/act.ts";
import { areDone, type Commit, type Fact, type JournalEntry, type Snapshot } from "../conversation/journal.ts";
import { newState } from "../conversation/state.ts";
import { outgoingId, type TurnId, turnId } from "../conversation/turn-id.ts";
import type { SleepClock } from "../ports/clock.ts";
import { type AskPorts, askBot } from "./ask-bot.ts";
import type { Decide, Decision, Step } from "./decision.ts";
import { type PerformPorts, performActs, recordDone } from "./perform-acts.ts";

/** What a turn is taken with. */
export interface TurnEngine extends AskPorts, PerformPorts {
  readonly clock: SleepClock;
}

/** How often a turn loads the conversation again because others had it or changed it, before the delivery is given back. */
const MAX_LOADS = 8;

/** How long a turn waits before it loads again while another one is under way, which most often takes a second. */
const BUSY_PAUSE_MS = 250;

/** An older fact comes from a backlog, a redrive or a replay, and most likely has a journal: it is loaded at once. */
const FRESH_MS = 120_000;

/** An act that began just before the deadline may take so long: a call to send a message gives up after 8 s. */
const LAST_ACT_MS = 10_000;

/**
 * Takes a turn: load, decide, commit, perform, finish. When the bot is asked, its answers are further steps of the same kind.
 *
 * Two turns of a conversation never mix. A commit writes the journal and the state together, and only if nobody has changed the
 * state since it was loaded: of two turns that decide at the same time, one loads and decides again. A commit also takes a
 * lease on the conversation: another turn waits until the acts are performed and the lease is released. When a process dies,
 * the next try of the same turn continues at once, and another turn may begin when the lease has expired. That one's commit
 * marks the journal of the first as abandoned, and the next try of the first performs what it had committed.
 *
 * @throws TransientError when another turn keeps the conversation, or another try may pass.
 */
export async function takeTurn<F extends Fact>(fact: F, decide: Decide<F>, engine: TurnEngine): Promise<void> {
  const turn = turnId(fact);
  for (let loads = 1; loads <= MAX_LOADS; loads += 1) {
    const snapshot = await load(fact, loads === 1, engine);
    if (isFinished(turn, snapshot)) return logDuplicate(fact, engine);
    if (isLeasedToAnother(turn, snapshot, engine.clock.now())) await engine.clock.sleep(BUSY_PAUSE_MS);
    else if (await tryTurn({ fact, snapshot }, decide, engine)) return;
  }
  throw new TransientError("Cannot take the turn: other turns keep the conversation");
}

/** A fresh fact is most likely new. To load only the state then saves a read; `commit` notices when it is not new. */
async function load(fact: Fact, isFirst: boolean, { history, clock }: TurnEngine): Promise<Snapshot> {
  const { conversation, received } = fact;
  const turn = turnId(fact);
  const isFresh = isFirst && clock.now().getTime() - received.getTime() < FRESH_MS;
  if (!isFresh) return history.load(conversation, turn);
  const snapshot = await history.load(conversation);
  return snapshot.lease?.turn === turn ? history.load(conversation, turn) : snapshot;
}

/** A complete journal whose lease is released was performed, unless the turn was abandoned: then its entries tell. */
function isFinished(turn: TurnId, { journal, lease }: Snapshot): boolean {
  if (journal === undefined || !journal.isComplete || lease?.turn === turn) return false;
  return !journal.isAbandoned || areDone(journal.entries);
}

function isLeasedToAnother(turn: TurnId, { lease }: Snapshot, now: Date): boolean {
  return lease !== undefined && lease.turn !== turn && lease.expiresAt > now;
}

function logDuplicate({ channel, agent, conversation, type }: Fact, { log }: TurnEngine): void {
  log("INFO", "duplicate_ignored", { channel, agent, conversation, kind: type });
}

/** How far a try has come: the conversation as it is, and the journal with what this try has done. */
interface Progress {
  readonly fact: Fact;
  readonly turn: TurnId;
  readonly snapshot: Snapshot;
  readonly entries: readonly JournalEntry[];
}

/** Takes one step after the other. @returns False when others have changed the conversation meanwhile: load it again. */
async function tryTurn<F extends Fact>(
  { fact, snapshot }: { readonly fact: F; readonly snapshot: Snapshot },
  decide: Decide<F>,
  engine: TurnEngine,
): Promise<boolean> {
  let step: Step | undefined;
  let progress: Progress = { fact, turn: turnId(fact), snapshot, entries: snapshot.journal?.entries ?? [] };
  let isOver = false;
  try {
    step = await firstStep(fact, { decide, snapshot }, engine);
    for (;;) {
      const { outcome, ...taken } = await takeStep(step, progress, engine);
      progress = taken;
      if (outcome !== "taken" || step.next === undefined) {
        isOver = outcome === "over" || (outcome === "taken" && (await engine.history.release(progress.snapshot)));
        return isOver;
      }
      step = await step.next();
    }
  } catch (error) {
    await releaseIfPermanent(error, progress, engine);
    throw error;
  } finally {
    step?.stop?.();
    // However it ended: no other try does again what this one has done.
    if (!isOver) await recordDone(progress, engine);
  }
}

/** Commits and performs a step. `over`: nothing is left of the turn. `lost`: others have changed the conversation meanwhile. */
async function takeStep(
  step: Step,
  before: Progress,
  engine: TurnEngine,
): Promise<Progress & { readonly outcome: "taken" | "over" | "lost" }> {
  const progress = { ...before, entries: append(before.turn, before.entries, step.acts) };
  const snapshot = await engine.history.commit(commitOf(progress, step, engine), before.snapshot);
  if (snapshot === undefined) return { ...progress, outcome: "lost" };
  if (snapshot.lease === undefined) return { ...progress, snapshot, outcome: "over" };
  const entries = await performActs({ ...progress, step }, engine);
  return { ...progress, snapshot, entries, outcome: "taken" };
}

/** Nobody tries again what fails for ever: the conversation does not wait for it. */
async function releaseIfPermanent(
  error: unknown,
  { turn, snapshot }: Progress,
  { history }: TurnEngine,
): Promise<void> {
  if (error instanceof PermanentError && snapshot.lease?.turn === turn) await history.release(snapshot);
}

/** A complete journal is not decided again. When the decision fails, history keeps the fact at least. */
async function firstStep<F extends Fact>(
  fact: F,
  { decide, snapshot }: { readonly decide: Decide<F>; readonly snapshot: Snapshot },
  engine: TurnEngine,
): Promise<Step> {
  const { bot, clock, history } = engine;
  const { state = newState(fact) } = snapshot;
  if (snapshot.journal?.isComplete) return { acts: [], state };
  try {
    return await askIfDecided(decide(fact, state, { bot, at: clock.now() }), snapshot.journal, engine);
  } catch (error) {
    if (snapshot.journal === undefined && (await hasDecided(fact, engine))) return { acts: [], state };
    await history.record(fact);
    throw error;
  }
}

/**
 * True when the journal, which was not loaded, has something left of an earlier try. Whatever is decided then cannot be
 * committed, so the journal is loaded after all.
 */
async function hasDecided(fact: Fact, { history }: TurnEngine): Promise<boolean> {
  const { journal } = await history.load(fact.conversation, turnId(fact));
  return journal !== undefined && (journal.isComplete || !areDone(journal.entries));
}

/** Asks the bot, if the decision says so; when an earlier try has left acts that are not performed, they come first. */
async function askIfDecided(
  { ask, ...decided }: Decision,
  journal: Snapshot["journal"],
  engine: TurnEngine,
): Promise<Step> {
  if (ask === undefined) return decided;
  const known = journal ?? { answers: 0, entries: [] };
  if (areDone(known.entries)) return askBot(ask, decided, known, engine);
  const { answers } = known;
  return { ...decided, answers, next: () => askBot(ask, { ...decided, acts: [] }, known, engine) };
}

/** The entries, and new ones for the acts. An act's place gives it its id. */
function append(turn: TurnId, entries: readonly JournalEntry[], acts: readonly Act[]): readonly JournalEntry[] {
  return [...entries, ...acts.map((act, n) => ({ id: outgoingId(turn, entries.length + n), act, isDone: false }))];
}

/**
 * The lease ends after the last act can have ended; it is never shortened, because another try of the turn may hold it. When
 * nothing is left to perform, the conversation is free at once.
 */
function commitOf(
  { fact, turn, entries, snapshot: { lease } }: Progress,
  { state, answers, next }: Step,
  { clock, budget }: TurnEngine,
): Commit {
  const isComplete = next === undefined;
  const isOver = isComplete && areDone(entries);
  const heldUntilMs = lease?.turn === turn ? lease.expiresAt.getTime() : 0;
  const expiresAt = new Date(Math.max(budget.deadline.getTime() + LAST_ACT_MS, heldUntilMs));
  const held = isOver ? undefined : { turn, expiresAt };
  return { fact, turn, entries, isComplete, state, at: clock.now(), lease: held, ...present({ answers }) };
}
