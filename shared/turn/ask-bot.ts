import { PermanentError } from "../base/errors.ts";
import { present } from "../base/present.ts";
import type { Answer, Answers, Bot, Turn } from "../bot/bot.ts";
import type { Memory } from "../bot/memory.ts";
import type { Act } from "../conversation/act.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import type { SleepClock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";
import { checkReply, type Reply } from "../reply/reply.ts";
import { callPerson, recipientOf } from "./hand-over.ts";
import type { Decision } from "./take-turn.ts";

/** What the bot is asked with. */
export interface AskPorts {
  readonly bot: Bot;
  readonly clock: SleepClock;
  readonly history: History;
  /** A keyed hash of a name, in base64url. */
  readonly secret: (name: string) => string;
  readonly signal: AbortSignal;
}

/** Of JSON; the state is read with every message. */
const MAX_MEMORY_BYTES = 10_000;

/** Asks the bot, and decides what its answers come to: at once, or one after the other as it yields them. */
export async function* askBot(
  message: InboundMessage,
  state: ConversationState,
  ports: AskPorts,
): AsyncIterable<Decision> {
  let memory = state.memory;
  const remember: Turn["remember"] = (changes) => {
    memory = changeMemory(memory, changes);
  };
  let decision: Decision | undefined;
  for await (const batch of batches(ports.bot.answer(turnOf(message, state, { ...ports, remember })))) {
    const sofar: Decision = decision ?? { acts: [], state };
    const { acts, state: next } = batch.reduce((all, answer) => decide(answer, all, ports), sofar);
    decision = { acts, state: { ...next, memory } };
    yield decision;
  }
  // What was remembered after the last answer, or without any.
  if (decision?.state.memory !== memory)
    yield { acts: [], ...decision, state: { ...(decision?.state ?? state), memory } };
}

async function* batches(answers: Answers): AsyncIterable<readonly Answer[]> {
  if (!(Symbol.asyncIterator in answers)) yield await answers;
  else for await (const answer of answers) yield [answer];
}

function turnOf(
  message: InboundMessage,
  state: ConversationState,
  { history, secret, signal, remember }: AskPorts & Pick<Turn, "remember">,
): Turn {
  const { content, context = {}, dialogflow, received, conversation, id } = message;
  return {
    ...recipientOf(state),
    content,
    context,
    at: received,
    signal,
    remember,
    secret: (purpose) => secret(JSON.stringify([conversation, id, purpose])),
    recent: async (limit) => (await history.read(conversation, limit)).entries,
    ...present({ dialogflow }),
  };
}

function decide(answer: Answer, { acts, state }: Decision, { bot, clock }: AskPorts): Decision {
  if (answer.type === "handOver") {
    const called = callPerson(state, bot, clock.now());
    return { acts: [...acts, ...called.acts], state: called.state };
  }
  if (answer.type === "survey") {
    const survey: readonly Act[] = state.to.channel === "business-messages" ? [{ do: "survey" }] : [];
    return { acts: [...acts, ...survey], state };
  }
  return { acts: [...acts, send(answer, clock.now())], state };
}

function send(reply: Reply, now: Date): Act {
  checkReply(reply, now);
  return { do: "send", reply };
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
