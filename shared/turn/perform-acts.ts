import type { CallScope } from "../base/call-scope.ts";
import { tellError } from "../base/describe-error.ts";
import { PermanentError, statusOf } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Act } from "../conversation/act.ts";
import type { Fact, JournalEntry, Outcome, Snapshot } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { TurnId } from "../conversation/turn-id.ts";
import type { Clock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";
import type { Step } from "./decision.ts";
import { refuseErased } from "./ignore-erased.ts";
import { logSent } from "./log-sent.ts";
import { isSaid, type PauseGate, speechAbout } from "./pause-gate.ts";
import { openPostponed } from "./postponed.ts";
import type { Sent } from "./send-reply.ts";
import { openStateNow } from "./state-now.ts";
import { refuseLate, type TimeBudget } from "./time-budget.ts";
import type { PerformedAct } from "./turn-outcome.ts";
import { unsent } from "./unsent.ts";

/** What acts are performed with. */
export interface PerformPorts {
  readonly history: History;
  readonly clock: Clock;
  readonly log: Log;
  /** Does one act. */
  readonly perform: PerformAct;
  /** What is said passes it first. */
  readonly gate: PauseGate;
  /** No act begins after its deadline. */
  readonly budget: TimeBudget;
  /** The typing indicator that runs beside the turn, where there is one. */
  readonly typing?: Typing;
}

/**
 * Does one act under its own id, and tells how a reply was sent.
 * @throws PermanentError when it is refused for ever; any other when another try may pass.
 */
export type PerformAct = (act: Act, context: ActContext) => Promise<Sent | undefined>;

/** What an act belongs to. */
export interface ActContext extends CallScope, Pick<JournalEntry, "id" | "fallback" | "mayHaveLeft"> {
  readonly fact: Fact;
  /** As it is now. */
  readonly state: ConversationState;
  /** An earlier delivery may have performed it. */
  readonly isAgain?: boolean;
  /** No call begins after it, and none lasts beyond it. */
  readonly until: Date;
}

/** Says that an answer is being made. */
export interface Typing {
  /** The bot is asked: an answer may come. */
  begin(): void;
  /** Resolves when the requests for READ and typing are written, after 20 ms at the latest. */
  untilWritten(): Promise<void>;
  /** Resolves when nothing of it is under way any more: no indicator can follow the answer. */
  pause(): Promise<void>;
  /** More is to come. */
  resume(): void;
}

/** A step that is committed, and the whole journal of its turn. */
export interface CommittedStep {
  readonly fact: Fact;
  readonly turn: TurnId;
  readonly entries: readonly JournalEntry[];
  readonly step: Step;
}

/** The whole journal with all of it done, and what was performed just now. */
interface PerformedStep {
  readonly entries: readonly JournalEntry[];
  readonly performed: readonly PerformedAct[];
}

/**
 * Performs the acts that are not done, in their order, and returns them done. An act that is refused for ever is recorded with
 * the reason, and the others go on. When one must be tried again, those before it are recorded as done. A timer that cannot be
 * set keeps nothing from being said: it is set by another try. What is paused keeps nothing from being done that the user does
 * not see; and nothing is said after it, for words have an order.
 * @throws PausedError when all else is done.
 * @throws TransientError when the delivery's time is up, or another try may pass.
 */
export async function performActs(committed: CommittedStep, ports: PerformPorts): Promise<PerformedStep> {
  const done: Outcome[] = [];
  const postponed = openPostponed();
  const stateNow = openStateNow(committed.fact.conversation, committed.step.state, ports);
  await ports.typing?.pause();
  try {
    for (const [index, entry] of committed.entries.entries()) {
      if (entry.isDone || postponed.isHeld(entry.act)) continue;
      const performed = performAct(entry, { committed, stateNow }, ports);
      const outcome = await performed.catch(postponed.keepFailure(entry.act));
      if (outcome !== undefined) done.push({ index, ...outcome, ...present({ wasReplayed: entry.isReplayed }) });
    }
    postponed.throwFirst();
  } catch (error) {
    await recordOutcomes([...done, ...unsent(committed.entries, done, error)], committed, ports);
    throw error;
  }
  const refused = done.filter(({ failure, wasReplayed }) => failure !== undefined || wasReplayed);
  await recordOutcomes(refused, committed, ports);
  if (committed.step.next !== undefined) ports.typing?.resume();
  const acceptances = new Map(done.map(({ index, acceptance }) => [index, acceptance]));
  const entries = committed.entries.map((entry, index) => {
    return { ...entry, isDone: true, ...present({ acceptance: acceptances.get(index) ?? entry.acceptance }) };
  });
  return { entries, performed: done.flatMap((outcome) => performedAct(outcome, committed)) };
}

function performedAct({ index, failure }: Outcome, { entries }: CommittedStep): readonly PerformedAct[] {
  return entries.slice(index, index + 1).map(({ act }) => ({ do: act.do, ...present({ failure }) }));
}

/** What a turn does that does not have the conversation: nothing that the user sees. */
const SILENT: readonly Act["do"][] = ["setTimer", "recordConsent", "shareConsent"];

/**
 * Sets the timers of a turn that does not have the conversation, and shares consent.
 * @returns False when there was nothing to do.
 */
export async function performSilent(committed: CommittedStep, ports: PerformPorts): Promise<boolean> {
  const stateNow = async () => committed.step.state;
  const outcomes: Outcome[] = [];
  for (const [index, entry] of committed.entries.entries()) {
    if (entry.isDone || !SILENT.includes(entry.act.do)) continue;
    outcomes.push({ index, ...(await performAct(entry, { committed, stateNow }, ports)) });
  }
  await recordOutcomes(outcomes, committed, ports);
  return outcomes.length > 0;
}

async function performAct(
  { id, act, fallback, mayHaveLeft }: JournalEntry,
  { committed, stateNow }: { readonly committed: CommittedStep; readonly stateNow: () => Promise<ConversationState> },
  ports: PerformPorts,
): Promise<Pick<Outcome, "failure" | "acceptance">> {
  const { fact } = committed;
  const { channel, agent, conversation } = fact;
  const state = await stateNow();
  refuseLate(ports);
  try {
    refuseErased(fact, state);
    const { until: end, traceparent, begin, attempt = 1 } = ports.budget;
    const until = isSaid(act) ? await ports.gate.permit(speechAbout(fact), end) : end;
    const isAgain = mayHaveLeft || attempt > 1 || undefined;
    const context = { id, fact, state, until, ...present({ isAgain, mayHaveLeft, fallback, traceparent, begin }) };
    const sent = await ports.perform(act, context);
    return act.do === "send" ? logSent(fact, sent, ports.log) : {};
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const { reason } = error;
    const refused = { channel, agent, conversation, call: act.do, reason };
    ports.log("ERROR", "act_refused", { ...refused, status: statusOf(error), ...tellError(error) });
    return { failure: reason };
  }
}

/** Records what a try has done and not committed yet, so that no other try does it again. */
export async function recordDone(
  { snapshot, entries, ...of }: Pick<CommittedStep, "fact" | "turn" | "entries"> & { readonly snapshot: Snapshot },
  ports: PerformPorts,
): Promise<void> {
  const isKnown = (index: number) => snapshot.journal?.entries[index]?.isDone === true;
  const outcomes = entries.flatMap(({ isDone, acceptance }, index) =>
    isDone && !isKnown(index) ? [{ index, ...present({ acceptance }) }] : [],
  );
  await recordOutcomes(outcomes, of, ports);
}

async function recordOutcomes(
  outcomes: readonly Outcome[],
  { fact, turn }: Pick<CommittedStep, "fact" | "turn">,
  { history }: PerformPorts,
): Promise<void> {
  if (outcomes.length > 0) await history.recordOutcome(fact.conversation, turn, outcomes);
}
