import type { AgentId, Channel, ConversationId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { StatusTimes } from "../bot/history-entry.ts";
import { type Status, status } from "../conversation/status.ts";
import { readTimes, type StoredTurn } from "./stored-turn.ts";

/** The messages that an agent sent on a day. Asking costs one read for each turn of that day; nothing is written for it. */
export interface Statistics {
  /** @param at Any time of the day, which is UTC's. */
  sentBy(agent: CountedAgent, at: Date): AsyncIterable<SentMessage>;
  /** The turns of a day in which something was said, people were called, or the user chose. @param at As with `sentBy`. */
  turnsOf(agent: CountedAgent, at: Date): AsyncIterable<TurnOfDay>;
}

/** Whose day it is. */
export interface CountedAgent {
  readonly channel: Channel;
  readonly agent: AgentId;
}

/** A turn, as it is kept. */
export interface TurnOfDay {
  readonly conversation: ConversationId;
  readonly stored: StoredTurn;
}

/** What became of a message of ours. */
export interface SentMessage {
  readonly conversation: ConversationId;
  /** `sent` is when it was decided. */
  readonly times: StatusTimes;
  readonly failure?: string;
  readonly fellBack: boolean;
}

/** A day of an agent, in numbers of messages. */
export interface DayReport {
  /** Decided to be sent; each is counted once more below, by how far it came. */
  readonly messages: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  /** At least delivered: a message that was read was delivered, though that receipt may be missing. */
  readonly delivered: number;
  /** Taken back before they were delivered. */
  readonly revoked: number;
  /** Said by another channel. */
  readonly fellBack: number;
  /**
   * How many of the delivered ones were read, among conversations that have ever told of a READ that day: users who switched
   * read receipts off say nothing about whether they read. `undefined` when nobody told.
   */
  readonly readShare: number | undefined;
  /** From decision to the receipt, in milliseconds; `undefined` without one. */
  readonly untilDelivered: Percentiles | undefined;
  readonly untilRead: Percentiles | undefined;
}

/** Nearest-rank percentiles. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** Counts a day's messages. */
export async function reportDay(messages: AsyncIterable<SentMessage>): Promise<DayReport> {
  const all: SentMessage[] = [];
  for await (const message of messages) all.push(message);
  const delivered = all.filter(isDelivered);
  return {
    messages: all.length,
    byStatus: countStatuses(all),
    delivered: delivered.length,
    revoked: all.filter((one) => one.times.revoked !== undefined && !isDelivered(one)).length,
    fellBack: all.filter(({ fellBack }) => fellBack).length,
    readShare: readShare(delivered),
    untilDelivered: percentiles(delivered.map(({ times }) => span(times, times.delivered))),
    untilRead: percentiles(delivered.map(({ times }) => span(times, times.read))),
  };
}

function isDelivered({ times }: SentMessage): boolean {
  return times.delivered !== undefined || times.read !== undefined;
}

function countStatuses(all: readonly SentMessage[]): Readonly<Record<Status, number>> {
  const counts = { unknown: 0, sent: 0, delivered: 0, read: 0, expired: 0, failed: 0 };
  for (const { times, failure } of all) counts[status(times, failure)] += 1;
  return counts;
}

function readShare(delivered: readonly SentMessage[]): number | undefined {
  const isRead = ({ times }: SentMessage) => times.read !== undefined;
  const readers = new Set(delivered.filter(isRead).map(({ conversation }) => conversation));
  const counted = delivered.filter(({ conversation }) => readers.has(conversation));
  return counted.length === 0 ? undefined : counted.filter(isRead).length / counted.length;
}

function span({ sent }: StatusTimes, until: Date | undefined): number | undefined {
  return sent === undefined || until === undefined ? undefined : Math.max(0, until.getTime() - sent.getTime());
}

/** Nearest-rank percentiles of what is known; `undefined` of nothing. */
export function percentiles(spans: readonly (number | undefined)[]): Percentiles | undefined {
  const sorted = spans.filter((span) => span !== undefined).toSorted((one, other) => one - other);
  const rank = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return sorted.length === 0 ? undefined : { p50: rank(0.5), p90: rank(0.9), p99: rank(0.99) };
}

/** What became of the turn's messages. */
export function readSent(conversation: ConversationId, { acts = {} }: StoredTurn): readonly SentMessage[] {
  const sent = Object.values(acts).filter(({ act }) => act?.do === "send");
  return sent.map(({ times = {}, failure, fallback: fellBack }) => ({
    conversation,
    times: readTimes(times),
    fellBack: fellBack !== undefined,
    ...present({ failure }),
  }));
}
