import { PermanentError, statusOf, TransientError } from "../base/errors.ts";
import { describeError, type Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Act } from "../conversation/act.ts";
import type { Fact, JournalEntry, Outcome } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { TurnId } from "../conversation/turn-id.ts";
import type { SleepClock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";

/** What a turn is taken with. */
export interface PerformPorts {
  readonly history: History;
  readonly clock: SleepClock;
  readonly log: Log;
  /** Does one act in the world. @throws PermanentError when it is refused for ever. */
  readonly perform: PerformAct;
  /** When the delivery's time is up: no act begins after it. */
  readonly deadline: Date;
  /** The typing indicator that runs beside the turn, where there is one. */
  readonly typing?: Typing;
}

/** Does one act, under its own id, as `state` allows. */
export type PerformAct = (act: Act, what: ActContext) => Promise<void>;

/** What an act belongs to. */
export interface ActContext extends Pick<JournalEntry, "id" | "fellBack"> {
  readonly fact: Fact;
  readonly state: ConversationState;
}

/** Says that an answer is being made. */
export interface Typing {
  /** Resolves when nothing of it is under way any more: no indicator can follow the answer. */
  pause(): Promise<void>;
  /** More is to come. */
  resume(): void;
}

/** The acts of a turn that is committed. */
export interface CommittedTurn {
  readonly fact: Fact;
  readonly turn: TurnId;
  readonly acts: readonly JournalEntry[];
  readonly state: ConversationState;
  readonly isLast: boolean;
}

/**
 * Performs the acts that are not done, in their order, and returns them done. What is refused for ever is recorded with its
 * reason, and the others go on. When one must be tried again, those before it are recorded as done.
 * @throws TransientError when the delivery's time is up, or another try may pass.
 */
export async function performActs(committed: CommittedTurn, ports: PerformPorts): Promise<readonly JournalEntry[]> {
  const done: Outcome[] = [];
  await ports.typing?.pause();
  try {
    for (const [step, known] of committed.acts.entries()) {
      if (!known.isDone) done.push({ step, ...(await performAct(known, committed, ports)) });
    }
  } catch (error) {
    await recordOutcomes(done, committed, ports);
    throw error;
  }
  const failed = done.filter(({ failure }) => failure !== undefined);
  await recordOutcomes(failed, committed, ports);
  if (!committed.isLast) ports.typing?.resume();
  return committed.acts.map((known) => ({ ...known, isDone: true }));
}

async function performAct({ id, act, fellBack }: JournalEntry, { fact, state }: CommittedTurn, ports: PerformPorts) {
  if (ports.clock.now() >= ports.deadline) throw new TransientError("Cannot go on with the turn: its time is up");
  try {
    await ports.perform(act, { id, fact, state, ...present({ fellBack }) });
    if (act.do === "send") logSent(fact, ports.log);
    return {};
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const { channel, agent, conversation } = fact;
    const { reason } = error;
    ports.log("ERROR", "act_refused", {
      channel,
      agent,
      conversation,
      call: act.do,
      reason,
      status: statusOf(error),
      error: describeError(error),
    });
    return { failure: reason };
  }
}

/** One line a message: what the share of delivered ones is counted against. */
function logSent({ channel, agent, conversation }: Fact, log: Log): void {
  log("INFO", "message_sent", { channel, agent, conversation });
}

async function recordOutcomes(outcomes: readonly Outcome[], { fact, turn }: CommittedTurn, { history }: PerformPorts) {
  if (outcomes.length > 0) await history.recordOutcome(fact.conversation, turn, outcomes);
}
