import {
  HISTORY,
  type PlannedFunction,
  RECEIPT_BYTES,
  RETENTION_DAYS,
  SHORT_SECONDS,
  TIMER_BYTES,
} from "./constants.ts";

/** What comes at the peak. Rates are a second. */
export interface Load {
  /** Messages of users; each is answered once. */
  readonly messages: number;
  /** Messages that other systems send. */
  readonly outbound: number;
  /** Timers, such as those of outbound messages with a fallback. */
  readonly timers: number;
  /** Receipts of each message of ours: delivered and read are two. */
  readonly receipts: number;
  /** Of a message as it is published. */
  readonly messageBytes: number;
  /** How long a turn lasts: Google's API and what the bot waits for. */
  readonly turnSeconds: number;
  /** How long a conversation is remembered. */
  readonly historyDays: number;
  /** The average load of a month, in per cent of the peak: costs and history follow it. */
  readonly meanPercent: number;
}

/** The average load of a month. */
export function onAverage(load: Load): Load {
  const share = load.meanPercent / 100;
  const { messages, outbound, timers } = load;
  return { ...load, messages: messages * share, outbound: outbound * share, timers: timers * share };
}

/** Requests to a function, a second. */
export function requestsTo(name: PlannedFunction, load: Load): number {
  const receipts = turns(load) * load.receipts;
  const { messages, outbound, timers: events } = load;
  return { ingress: messages + receipts, messages, receipts, events, outbound }[name];
}

/** Turns in which something is said, a second. */
export function turns({ messages, outbound }: Load): number {
  return messages + outbound;
}

/** How long a request to a function lasts. */
export function secondsOf(name: PlannedFunction, { turnSeconds }: Load): number {
  return name === "messages" || name === "outbound" ? turnSeconds : SHORT_SECONDS;
}

/** What is published a second: how often, its bytes, and how many days a topic keeps it. */
export function publishedOf(load: Load) {
  const { messages, outbound, receipts, timers, messageBytes: bytes } = load;
  return [
    { count: messages, bytes, keptDays: RETENTION_DAYS.message },
    { count: outbound, bytes, keptDays: RETENTION_DAYS.outbound },
    { count: turns(load) * receipts, bytes: RECEIPT_BYTES, keptDays: RETENTION_DAYS.receipt },
    { count: timers, bytes: TIMER_BYTES, keptDays: RETENTION_DAYS.deadline },
  ];
}

/** What is done to history a second. */
export function factsOf(load: Load) {
  return [
    { count: turns(load), of: HISTORY.turn },
    { count: turns(load) * load.receipts, of: HISTORY.receipt },
    { count: load.timers, of: HISTORY.silentTurn },
  ];
}
