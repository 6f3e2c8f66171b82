import type { InboundId, MessageId, OutgoingId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { HistoryEntry, OutgoingEntry, StatusTimes } from "../bot/history-entry.ts";
import type { Act } from "../conversation/act.ts";
import {
  type Fact,
  type FallbackRecord,
  type Journal,
  type JournalEntry,
  type MessageSnapshot,
  REPLAYED,
} from "../conversation/journal.ts";
import { idOf, type TurnId, type turnOf } from "../conversation/turn-id.ts";
import type { Acceptance } from "../inbound/acceptance.ts";
import { isDone, isProven } from "./is-done.ts";

/**
 * A turn as stores keep it: plain JSON, with times in milliseconds since 1970. All but `at` is missing while only receipts told
 * of it.
 */
export interface StoredTurn {
  readonly type?: Fact["type"];
  readonly id?: InboundId;
  readonly at: number;
  /** The content, the event, the command or the purpose, by type. */
  readonly body?: unknown;
  readonly isComplete?: boolean;
  /** How many answers of the bot are in the acts. */
  readonly answers?: number;
  readonly isAbandoned?: boolean;
  /** Only a silent replay has told of its fact. */
  readonly isRebuilt?: boolean;
  /** An `agentDay`; missing for a turn in which nothing was said, nobody called and nothing chosen. */
  readonly agentDay?: string;
  /** By index. */
  readonly acts?: { readonly [index in string]: StoredAct };
}

/** One act; without `act` while only receipts told of it. */
export interface StoredAct {
  readonly act?: Act;
  /** What a receipt called it. */
  readonly id?: MessageId;
  readonly times?: { readonly [status in keyof OutgoingEntry["times"]]?: number };
  readonly isDone?: boolean;
  readonly failure?: string;
  readonly fallback?: FallbackRecord;
  readonly acceptance?: Acceptance;
}

/** What a fact tells, without where it came from. */
export function bodyOf(fact: Fact): unknown {
  switch (fact.type) {
    case "message":
      return fact.content;
    case "event":
      return fact.event;
    case "outbound":
      return fact.command;
    case "timer":
      return fact.purpose;
  }
}

/** Names an agent's day, in UTC: what statistics ask for. */
export function agentDay({ channel, agent }: Pick<Fact, "channel" | "agent">, at: Date): string {
  return `${channel} ${agent} ${at.toISOString().slice(0, 10)}`;
}

/** What earlier tries decided. */
export function readJournal(
  turn: TurnId,
  { type, isComplete = false, isAbandoned = false, isRebuilt = false, answers = 0, acts = {} }: StoredTurn,
): Journal {
  const known = byIndex(acts).flatMap(([index, stored]) => {
    const { act, fallback, failure } = stored;
    if (act === undefined) return [];
    const doubt = mayHaveLeft(stored) ? { mayHaveLeft: true } : {};
    const replayed = failure === REPLAYED ? { isReplayed: true as const } : {};
    return [
      { id: idOf({ turn, index }), act, isDone: isDone(stored), ...doubt, ...replayed, ...present({ fallback }) },
    ];
  });
  const origin = {
    ...(isRebuilt ? { isRebuilt } : {}),
    ...(type === undefined ? { isUntold: true as const } : {}),
  };
  return { isComplete, isAbandoned, answers, entries: known satisfies JournalEntry[], ...origin };
}

/** What the conversation itself knows of its turns. */
interface KnownOfTurns {
  /** The turn that is performed now: none of it is known to have left. */
  readonly leased: TurnId | undefined;
  readonly accepted: ReadonlyMap<OutgoingId, Acceptance>;
}

/** The turn's entries, oldest first: the fact, and what we said. */
export function readEntries(
  turn: TurnId,
  stored: StoredTurn,
  { leased, accepted }: KnownOfTurns,
): readonly HistoryEntry[] {
  const isPerformed = turn !== leased && stored.isAbandoned !== true;
  const ours = byIndex(stored.acts ?? {}).flatMap(([index, act]) => {
    const id = idOf({ turn, index });
    const acceptance = act.acceptance ?? accepted.get(id);
    return readAct(id, { ...act, ...present({ acceptance }) }, { isPerformed, at: stored.at });
  });
  return [...readFact(stored), ...ours];
}

function readFact({ type, id, at, body }: StoredTurn): readonly HistoryEntry[] {
  if (id === undefined) return [];
  const when = { id, at: new Date(at) };
  // Only we write what a store holds of a fact.
  if (type === "message")
    return [{ type, ...when, content: body as Extract<HistoryEntry, { type: "message" }>["content"] }];
  return type === "event" ? [{ type, ...when, event: body as Extract<HistoryEntry, { type: "event" }>["event"] }] : [];
}

function readAct(
  ours: OutgoingId,
  stored: StoredAct,
  turn: { readonly isPerformed: boolean; readonly at: number },
): readonly HistoryEntry[] {
  const { act, id = ours, times = {}, failure, acceptance } = stored;
  if (act?.do === "recordConsent") return [{ type: "consent", id: ours, ...act.consent, at: new Date(act.consent.at) }];
  if (act !== undefined && act.do !== "send") return [];
  // Of what has not begun, and no receipt told of, only the turn's time is known.
  const known = Object.values(times);
  const at = new Date(times.sent ?? (known.length === 0 ? turn.at : Math.min(...known)));
  const { sent, ...others } = readTimes(times);
  const isSent = (turn.isPerformed || stored.isDone === true) && failure === undefined;
  return [
    {
      type: "outgoing",
      id,
      at,
      times: isSent ? { ...others, ...present({ sent }) } : others,
      ...present({ reply: act?.reply, failure, acceptance }),
    },
  ];
}

/** The times of a stored act. */
export function readTimes(times: NonNullable<StoredAct["times"]>): StatusTimes {
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, new Date(ms)]));
}

function byIndex(acts: NonNullable<StoredTurn["acts"]>): readonly (readonly [number, StoredAct])[] {
  return Object.entries(acts)
    .map(([index, act]) => [Number(index), act] as const)
    .toSorted(([one], [other]) => one - other);
}

/**
 * True for what was decided and is still to be done: its try has failed, or it is paused. Its time of sending is that of the decision,
 * unless it has a fallback.
 */
export function isToDo(stored: StoredAct, { isAbandoned }: StoredTurn): boolean {
  return isAbandoned === true && !isDone(stored);
}

/** Of a message with a fallback, the time of sending is when a try began to send it. */
export function mayHaveLeft(stored: StoredAct): boolean {
  const { act, times } = stored;
  return act?.do === "send" && act.terms !== undefined && times?.sent !== undefined && !isDone(stored);
}

/** A message of ours; `undefined` when only receipts told of it. */
export function readMessage(
  { turn, index }: ReturnType<typeof turnOf>,
  stored: StoredTurn | undefined,
): Omit<MessageSnapshot, "version"> | undefined {
  const known = stored?.acts?.[index];
  if (stored === undefined || known?.act?.do !== "send") return undefined;
  const { reply, terms } = known.act;
  const { failure, fallback } = known;
  const { delivered, read, ...others } = known.times ?? {};
  // A part of it that has arrived does not spare the user the rest.
  const arrived = isProven(known) ? present({ delivered, read }) : {};
  const times = readTimes({ ...others, ...arrived });
  const message = { id: idOf({ turn, index }), at: new Date(stored.at), reply, times };
  return { ...message, ...present({ terms, failure, fallback }) };
}

/** A page of entries, newest first, of turns whose entries are oldest first. */
export function newestFirst(turns: readonly (readonly HistoryEntry[])[]): readonly HistoryEntry[] {
  const entries = turns.flatMap((turn) => turn.toReversed());
  return entries.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}
