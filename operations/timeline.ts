import { type ConversationId, isConversationId, type OutgoingId } from "../shared/base/ids.ts";
import { nonEmptyText, optional, shape, textUpTo, time } from "../shared/base/json.ts";
import { type TurnId, turnOf } from "../shared/conversation/turn-id.ts";
import type { LogLine, LogSubject } from "../shared/ports/log-lines.ts";
import { turnPath } from "../shared/store/paths.ts";
import type { StoredTurn } from "../shared/store/stored-turn.ts";
import { describeLine } from "./describe-line.ts";
import { describeTurn } from "./describe-turn.ts";
import { findPerson } from "./find-person.ts";
import { findTurns, type NamedTurn } from "./find-turns.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import { recordAccess } from "./record-access.ts";
import type { TimelineFact } from "./timeline-fact.ts";

/** What is asked for. */
export interface TimelineRequest {
  /** The name of a conversation, a phone number, or the id of a message of ours. */
  readonly whom: string;
  /** A day ago unless it is set. */
  readonly from?: Date;
  /** Now unless it is set. */
  readonly to?: Date;
  /** With what was said: who looks, for the record. */
  readonly unmaskedBy?: string;
}

/** What happened from a time until before another. */
interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly unmaskedBy: string | undefined;
}

const DAY_MS = 86_400_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A receipt or a redrive comes long after its message. */
const AFTERMATH_MS = 40 * DAY_MS;

/** Tells all that happened in a conversation or around a message, in order: from history, and from the log. */
export const timeline: Operation<TimelineRequest, TimelineFact> = {
  name: "timeline",
  read: shape({ whom: nonEmptyText, from: optional(time), to: optional(time), unmaskedBy: optional(textUpTo(200)) }),
  async *run({ whom, from, to, unmaskedBy }, operator, signal) {
    const now = operator.clock.now();
    const span = { from: from ?? new Date(now.getTime() - DAY_MS), to: to ?? now, unmaskedBy };
    refuseBackwards(span);
    if (UUID.test(whom)) return yield* tellMessage(whom as OutgoingId, span, operator);
    let isKnown = false;
    for (const { conversation } of await findPerson(whom, operator)) {
      for await (const told of tellConversation(conversation, { span, isNamed: isConversationId(whom) }, operator)) {
        isKnown = true;
        yield told;
      }
      if (signal.aborted) return;
    }
    if (!isKnown) yield { type: "gap", what: "Nothing is known of this number in this time" };
  },
};

/** @throws Error for a time that has ended before it begins: nothing is known of it, and that would pass for an answer. */
function refuseBackwards({ from, to }: Span): void {
  if (from < to) return;
  throw new Error(
    `Cannot tell what happened from ${from.toISOString()} to ${to.toISOString()}: expected --from before --to`,
  );
}

async function* tellConversation(
  conversation: ConversationId,
  { span, isNamed }: { readonly span: Span; readonly isNamed: boolean },
  operator: Operator,
): AsyncIterable<TimelineFact> {
  const turns = await findTurns(conversation, span, operator.documents);
  const lines = await linesAbout({ conversation }, span, operator);
  // Of a phone number's conversations, only those are told in which something happened.
  if (turns.length + lines.length === 0 && !isNamed) return;
  await record(conversation, span, operator);
  yield { type: "conversation", conversation, now: await describeNow(conversation, operator) };
  yield* inOrder(turns, lines, { span, operator });
  if (turns.length + lines.length === 0) yield { type: "gap", what: "Nothing is known of this time" };
}

/** The log alone knows in which conversation a message was sent. */
async function* tellMessage(message: OutgoingId, span: Span, operator: Operator): AsyncIterable<TimelineFact> {
  const { turn } = turnOf(message);
  const lines = await linesAbout({ turn }, { ...span, to: new Date(span.to.getTime() + AFTERMATH_MS) }, operator);
  const [conversation] = lines.map(({ fields }) => fields.conversation).filter(isConversationId);
  if (conversation === undefined) {
    const reason = operator.logLines.absence ?? "the log says nothing of it since then: name an earlier --from";
    throw new Error(`Cannot find the message: ${reason}, or ask for its conversation`);
  }
  const [found] = await operator.documents.get([turnPath(conversation, turn)]);
  const turns = found === undefined ? [] : [{ turn, stored: found.members as unknown as StoredTurn }];
  await record(conversation, span, operator);
  yield { type: "conversation", conversation, now: await describeNow(conversation, operator) };
  yield* inOrder(turns, lines, { span, operator });
}

/** Before anything is shown that a person has said. */
async function record(conversation: ConversationId, { unmaskedBy }: Span, operator: Operator): Promise<void> {
  if (unmaskedBy === undefined) return;
  await recordAccess(operator, { by: unmaskedBy, did: "timeline --unmasked", about: { conversation } });
}

async function describeNow(conversation: ConversationId, { history }: Operator): Promise<string> {
  const { state, lease } = await history.load(conversation);
  if (state === undefined) return "history knows nothing of it";
  const { to, mode, consent, erased } = state;
  const words = [
    `${to.channel} ${to.agent}`,
    { bot: "the bot answers", waiting: "it waits for a person", human: "a person has it" }[mode.type],
    ...(mode.type === "bot" ? [] : [`until ${mode.until.toISOString()}`]),
    ...(consent?.isOptedOut ? [`the user has opted out at ${consent.at.toISOString()}`] : []),
    ...(erased === undefined ? [] : [`all from before ${erased.toISOString()} was erased`]),
    ...(lease === undefined ? [] : [`turn ${lease.turn} is under way until ${lease.expiresAt.toISOString()}`]),
  ];
  return words.join(", ");
}

async function linesAbout(about: LogSubject, span: Span, { logLines }: Operator): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of logLines.find(about, span)) lines.push(line);
  return lines;
}

function* inOrder(
  turns: readonly NamedTurn[],
  lines: readonly LogLine[],
  { span, operator }: { readonly span: Span; readonly operator: Operator },
): Iterable<TimelineFact> {
  const { absence } = operator.logLines;
  const steps = [
    ...turns.flatMap(({ turn, stored }) => describeTurn(turn, stored, { isUnmasked: span.unmaskedBy !== undefined })),
    ...lines.flatMap(describeLine),
  ];
  const told = new Set(lines.map(({ fields }) => fields.turn));
  const gaps = turns.filter(({ turn }) => !told.has(turn)).map(({ turn, stored }) => gapOf(turn, stored, absence));
  const all: readonly TimelineFact[] = [...steps, ...gaps];
  yield* all.toSorted((one, other) => timeOf(one) - timeOf(other));
}

function gapOf(turn: TurnId, { at, type }: StoredTurn, absence: string | undefined): TimelineFact {
  const what =
    type === undefined
      ? "Only receipts tell of this turn"
      : `No log line tells how it was handled: ${absence ?? "it is too old, or the log lost it"}`;
  return { type: "gap", at: new Date(at).toISOString(), turn, what };
}

function timeOf(fact: TimelineFact): number {
  return "at" in fact && fact.at !== undefined ? Date.parse(fact.at) : 0;
}
