import { raceAbort } from "../base/abortable.ts";
import { BotError, PermanentError, TransientError } from "../base/errors.ts";
import { present } from "../base/present.ts";
import type { Answer, Bot, Turn } from "../bot/bot.ts";
import type { Memory } from "../bot/memory.ts";
import type { Act } from "../conversation/act.ts";
import type { Journal } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import type { Clock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";
import { checkOptionalWords } from "../reply/checks.ts";
import { MAX_NOTE_LENGTH } from "../reply/limits.ts";
import { checkReply } from "../reply/reply.ts";
import { changeConsent } from "./change-consent.ts";
import { consentByAnswer, isConsentAnswer } from "./consent-of.ts";
import type { Decision, Step } from "./decision.ts";
import { callPerson, stateAfterCall } from "./hand-over.ts";
import { recentEntries } from "./recent-entries.ts";
import { recipientOf } from "./recipient.ts";
import type { TimeBudget } from "./time-budget.ts";

/** What the bot is asked with. */
export interface AskPorts {
  readonly bot: Bot;
  readonly clock: Clock;
  readonly history: History;
  /** A keyed hash of a name, in base64url: what `Turn.secret` is made of. */
  readonly secret: (name: string) => string;
  readonly budget: TimeBudget;
}

/** Of JSON: the state is read with every message. */
const MAX_MEMORY_BYTES = 10_000;

/** The message, what was decided before the bot was asked, what is in the journal of its answers, and what it remembers now. */
interface Asked {
  readonly message: InboundMessage;
  readonly decided: Decision;
  readonly known: KnownAnswers;
  readonly memory: () => Memory;
  readonly ports: AskPorts;
}

/** How many answers earlier tries have put into the journal, and what came of them. */
type KnownAnswers = Pick<Journal, "answers" | "entries">;

/**
 * Asks the bot about a message. A list of answers is one step. When the bot yields, each answer is a step, and the bot goes on
 * only when that step was performed. Until the last step the state stays as it was decided, so the next try of the turn asks
 * the bot with the same memory.
 * @param known These answers are skipped.
 */
export async function askBot(
  message: InboundMessage,
  decided: Decision,
  known: KnownAnswers,
  ports: AskPorts,
): Promise<Step> {
  let memory = decided.state.memory;
  const remember: Turn["remember"] = (changes) => {
    memory = changeMemory(memory, changes);
  };
  const turn = botTurn(message, decided.state, { ...ports, remember });
  const answers = await fromBot(() => ports.bot.answer(turn), ports);
  const asked: Asked = { message, decided, known, memory: () => memory, ports };
  const start: Decision = { acts: [], state: decided.state };
  const first =
    Symbol.asyncIterator in answers
      ? await nextStep(answers[Symbol.asyncIterator](), { count: 0, state: start.state }, asked)
      : lastStep(
          answers.reduce((all, answer, index) => add(all, { answer, index }, asked), start),
          asked,
        );
  return { ...first, acts: [...decided.acts, ...first.acts] };
}

/** @throws BotError when the bot throws, or is slow; what it throws of our own errors as it is. */
async function fromBot<T>(ask: () => T | Promise<T>, { budget: { signal } }: AskPorts): Promise<T> {
  try {
    return await raceAbort((async () => ask())(), signal);
  } catch (cause) {
    if (signal.aborted) throw new BotError("Cannot answer: the bot took too long", { cause });
    if (cause instanceof PermanentError || cause instanceof TransientError) throw cause;
    throw new BotError("Cannot answer: the bot failed", { cause });
  }
}

/** How far the bot has come. */
interface BotProgress {
  readonly count: number;
  /** What its answers have made of the conversation. */
  readonly state: ConversationState;
}

async function nextStep(answers: AsyncIterator<Answer>, { count, state }: BotProgress, asked: Asked): Promise<Step> {
  const { done, value: answer } = await fromBot(() => answers.next(), asked.ports);
  if (done) return { ...lastStep({ acts: [], state }, asked), answers: count };
  try {
    const { acts, state: after } = add({ acts: [], state }, { answer, index: count }, asked);
    const next = () => nextStep(answers, { count: count + 1, state: after }, asked);
    if (acts.length === 0) return await next();
    return {
      acts,
      state: withConsent(asked.decided.state, after),
      answers: count + 1,
      next,
      stop: () => stop(answers),
    };
  } catch (error) {
    stop(answers);
    throw error;
  }
}

/** What a user has chosen counts at once. */
function withConsent(decided: ConversationState, { consent }: ConversationState): ConversationState {
  return { ...decided, ...present({ consent }) };
}

function lastStep({ acts, state }: Decision, { memory }: Asked): Step {
  return { acts, state: { ...state, memory: memory() } };
}

/** Not awaited: the bot may be slow to end, and nobody waits for what it does then. */
function stop(answers: AsyncIterator<Answer>): void {
  void (async () => answers.return?.())().catch(() => undefined);
}

/**
 * Adds an answer. One that is in the journal adds no act, but changes the state as it did; if it called a person, the journal
 * says until when.
 */
function add(
  { acts, state }: Decision,
  { answer, index }: { readonly answer: Answer; readonly index: number },
  asked: Asked,
): Decision {
  if (index < asked.known.answers) return { acts, state: stateAfter(answer, state, asked) };
  const decision = decideAnswer(answer, state, asked);
  return { acts: [...acts, ...decision.acts], state: decision.state };
}

function stateAfter(answer: Answer, state: ConversationState, asked: Asked): ConversationState {
  const { known, ports } = asked;
  if (answer.type === "handOver") return stateAfterCall(state, known.entries, ports.clock.now());
  return isConsentAnswer(answer) ? decideAnswer(answer, state, asked).state : state;
}

function decideAnswer(answer: Answer, state: ConversationState, { message, ports }: Asked): Decision {
  const { bot, clock } = ports;
  const at = clock.now();
  if (answer.type === "handOver") {
    checkOptionalWords("note", answer.note, MAX_NOTE_LENGTH);
    return callPerson(state, { why: "bot", ...present({ note: answer.note }) }, { bot, at });
  }
  if (isConsentAnswer(answer)) return changeConsent(state, consentByAnswer(answer, message), bot);
  if (answer.type === "survey") {
    const acts: readonly Act[] = state.to.channel === "business-messages" ? [{ do: "survey" }] : [];
    return { acts, state };
  }
  checkReply(answer, at);
  return { acts: [{ do: "send", reply: answer }], state };
}

function botTurn(
  message: InboundMessage,
  state: ConversationState,
  { history, secret, budget, remember }: AskPorts & Pick<Turn, "remember">,
): Turn {
  const { content, context = {}, dialogflow, received, conversation, id } = message;
  return {
    ...recipientOf(state),
    content,
    context,
    at: received,
    signal: budget.signal,
    remember,
    secret: (purpose) => secret(JSON.stringify([conversation, id, purpose])),
    recent: (limit) => recentEntries(history, conversation, limit),
    ...present({ dialogflow, chips: state.chips }),
  };
}

/** @throws PermanentError with reason `bad-memory` when it is no plain JSON or too much of it. */
function changeMemory(memory: Memory, changes: Parameters<Turn["remember"]>[0]): Memory {
  const json = JSON.stringify({ ...memory, ...changes });
  const { length } = Buffer.from(json);
  if (length <= MAX_MEMORY_BYTES) return JSON.parse(json);
  throw new PermanentError(
    "bad-memory",
    `Cannot remember: expected at most ${MAX_MEMORY_BYTES} bytes of JSON in all, got ${length}; keep a key, and the rest elsewhere`,
  );
}
