import { PermanentError, TransientError } from "../base/errors.ts";
import type { Act } from "../conversation/act.ts";
import type { Fact, JournalEntry, Snapshot } from "../conversation/journal.ts";
import { type ConversationState, newState } from "../conversation/state.ts";
import { outgoingId, type TurnId, turnId } from "../conversation/turn-id.ts";
import type { History } from "../ports/history.ts";
import { lookAhead } from "./look-ahead.ts";
import { type PerformPorts, performActs } from "./perform-acts.ts";

/** What shall happen about a fact: all acts of the turn so far, and the state that follows. */
export interface Decision {
  readonly acts: readonly Act[];
  readonly state: ConversationState;
}

/** A fact, and how it is decided. */
export interface TurnPlan {
  readonly fact: Fact;
  /**
   * Decides, once or step by step; each decision repeats the acts of those before it. May be asked again, when the
   * conversation changed before the decision was committed; `committed` are the acts that stand from an earlier try.
   */
  decide(state: ConversationState, committed: readonly Act[]): Decision | AsyncIterable<Decision>;
}

/** How often a turn looks again because the conversation changed or was taken, before the delivery is given back. */
const MAX_LOOKS = 8;

/** How long another turn that is under way is waited for: it takes a second, unless its bot is slow or its process died. */
const BUSY_PAUSE_MS = 250;

/** What is older comes from a backlog, a redrive or a replay: it may well be known, so that is looked up before it is decided. */
const FRESH_MS = 120_000;

/** An act that began before the delivery's end may take so long: more than a message's patience. */
const LAST_ACT_MS = 10_000;

/**
 * Takes a turn: look, decide, commit, perform, release.
 *
 * Two turns of a conversation never interleave. A decision counts only once it is committed together with the state, and only
 * if nobody has changed the state since it was looked at: of two turns that decide at the same time one must decide again,
 * knowing what the other did. Committing also takes the conversation until the delivery's end: another turn waits until the
 * acts are performed. When a process dies, the next try of the same turn goes on at once; another turn may begin when the
 * time is up, and marks this one as abandoned, which its next try then ends.
 *
 * @throws TransientError when another turn keeps the conversation, or the world is away.
 */
export async function takeTurn(plan: TurnPlan, ports: PerformPorts): Promise<void> {
  const { history, clock } = ports;
  const turn = turnId(plan.fact);
  let snapshot = await firstLook(plan.fact, turn, ports);
  for (let looks = 1; !isEnded(turn, snapshot); looks += 1) {
    if (!isTaken(turn, snapshot, clock.now())) {
      if (await tryTurn(plan, { turn, snapshot }, ports)) return;
    } else await clock.sleep(BUSY_PAUSE_MS);
    if (looks === MAX_LOOKS) throw new TransientError("Cannot take the turn: others of the conversation keep it");
    snapshot = await history.load(plan.fact.conversation, turn);
  }
  const { channel, agent, conversation, type } = plan.fact;
  ports.log("INFO", "duplicate_ignored", { channel, agent, conversation, kind: type });
}

/** A fact that is fresh is most likely new: that saves a read. */
async function firstLook(fact: Fact, turn: TurnId, { history, clock }: PerformPorts): Promise<Snapshot> {
  const isFresh = clock.now().getTime() - fact.received.getTime() < FRESH_MS;
  const snapshot = await history.load(fact.conversation, isFresh ? undefined : turn);
  return isFresh && snapshot.lease?.turn === turn ? history.load(fact.conversation, turn) : snapshot;
}

function isEnded(turn: TurnId, { journal: known, lease: running }: Snapshot): boolean {
  if (known === undefined || !known.isComplete || running?.turn === turn) return false;
  return !known.isAbandoned || known.acts.every(({ isDone }) => isDone);
}

function isTaken(turn: TurnId, { lease: running }: Snapshot, now: Date): boolean {
  return running !== undefined && running.turn !== turn && running.expiresAt > now;
}

interface Attempt {
  readonly turn: TurnId;
  readonly snapshot: Snapshot;
}

/** How far a try has come. */
interface Progress {
  latest: Snapshot;
  acts: readonly JournalEntry[];
  isOver: boolean;
}

/** False when somebody else has written: then look again. */
async function tryTurn(plan: TurnPlan, { turn, snapshot }: Attempt, ports: PerformPorts): Promise<boolean> {
  const progress: Progress = { latest: snapshot, acts: snapshot.journal?.acts ?? [], isOver: false };
  try {
    await goOn(plan, { turn, snapshot }, { progress, ports });
    return progress.isOver;
  } catch (error) {
    if (progress.latest !== snapshot) await letOthers(error, progress.latest, ports);
    throw error;
  } finally {
    if (!progress.isOver) await keepDone(progress.acts, { turn, snapshot: progress.latest }, ports);
  }
}

/** Settles and performs one decision after the other, until all is over or somebody else has written. */
async function goOn(
  plan: TurnPlan,
  { turn, snapshot }: Attempt,
  { progress, ports }: { readonly progress: Progress; readonly ports: PerformPorts },
): Promise<void> {
  const { history, clock, deadline } = ports;
  const { fact } = plan;
  for await (const { value, isLast } of lookAhead(decisions(plan, snapshot, ports))) {
    // Until all is decided the state stays as it was: the next try decides from there, and so comes to the same.
    const state = isLast ? value.state : stateBefore(fact, snapshot);
    const acts = withNew(turn, progress.acts, value.acts);
    progress.acts = acts;
    const until = timeFor(acts, isLast, deadline);
    const commit = { fact, turn, acts, isComplete: isLast, state, at: clock.now(), leaseUntil: until };
    const committed = await history.commit(commit, progress.latest);
    if (committed === undefined) return;
    progress.isOver = until === undefined;
    if (progress.isOver) return;
    progress.latest = committed;
    progress.acts = await performActs({ fact, turn, acts, state: value.state, isLast }, ports);
  }
  progress.isOver = await history.release(progress.latest);
}

/** Nobody comes back for what fails for ever: the conversation does not wait for it. */
async function letOthers(error: unknown, snapshot: Snapshot, { history }: PerformPorts): Promise<void> {
  if (error instanceof PermanentError) await history.release(snapshot);
}

function stateBefore(fact: Fact, { state }: Snapshot): ConversationState {
  return state ?? newState(fact);
}

/** Until when the turn keeps the conversation; `undefined` when nothing is left of it. */
function timeFor(acts: readonly JournalEntry[], isLast: boolean, deadline: Date): Date | undefined {
  const isOver = isLast && acts.every(({ isDone }) => isDone);
  return isOver ? undefined : new Date(deadline.getTime() + LAST_ACT_MS);
}

/** Keeps what this try has done, before it looks again or fails: so no other try does it again. */
async function keepDone(
  acts: readonly JournalEntry[],
  { turn, snapshot }: Attempt,
  { history }: PerformPorts,
): Promise<void> {
  const outcomes = acts.flatMap(({ isDone }, step) =>
    isDone && !snapshot.journal?.acts[step]?.isDone ? [{ step }] : [],
  );
  if (outcomes.length > 0) await history.recordOutcome(snapshot.conversation, turn, outcomes);
}

/** What was decided as a whole is not decided again. A fact whose decision fails is kept all the same. */
async function* decisions(
  { fact, decide }: TurnPlan,
  snapshot: Snapshot,
  { history }: PerformPorts,
): AsyncIterable<Decision> {
  const before = stateBefore(fact, snapshot);
  if (snapshot.journal?.isComplete) {
    yield { acts: snapshot.journal.acts.map(({ act }) => act), state: before };
    return;
  }
  try {
    const decided = decide(
      before,
      (snapshot.journal?.acts ?? []).map(({ act }) => act),
    );
    if ("acts" in decided) yield decided;
    else yield* decided;
  } catch (error) {
    if (await isDecided(snapshot, fact, history)) return yield { acts: [], state: before };
    await history.record(fact);
    throw error;
  }
}

/** The first look does not show what an earlier try has decided. Whatever is decided then cannot be committed: look again. */
async function isDecided({ conversation, journal: turn }: Snapshot, fact: Fact, history: History): Promise<boolean> {
  return turn === undefined && (await history.load(conversation, turnId(fact))).journal?.isComplete === true;
}

/** The acts that are known, and those that a decision adds to them. */
function withNew(turn: TurnId, known: readonly JournalEntry[], decided: readonly Act[]): readonly JournalEntry[] {
  const added = decided.slice(known.length);
  return [...known, ...added.map((act, index) => newAct(turn, known.length + index, act))];
}

function newAct(turn: TurnId, step: number, act: Act): JournalEntry {
  return { id: outgoingId(turn, step), act, isDone: false };
}
