import { type HISTORY, LOGS, PRICES } from "./constants.ts";

const GIB = 2 ** 30;
const TIB = 2 ** 40;
const PER_PRICE = 100_000;
/** Google bills storage by the month; a month here has 30 days. */
export const MONTH_DAYS = 30;

/** Dollars by what they are paid for. */
export interface Costs {
  readonly functions: number;
  readonly pubsub: number;
  readonly kept: number;
  /** What is written and read of history, and what is kept of it. */
  readonly history: number;
  readonly historyKept: number;
  readonly timers: number;
  readonly logs: number;
}

/** Something that is billed, and how often. */
export interface Billed {
  /** Requests to functions. */
  readonly requests: number;
  /** Seconds in which an instance of 1 vCPU has a request under way, and the GiB-seconds of its memory. */
  readonly busySeconds: number;
  readonly gibSeconds: number;
  /** Messages that are published once and delivered once, their bytes, and how many days a topic keeps them. */
  readonly published: readonly { readonly count: number; readonly bytes: number; readonly keptDays: number }[];
  readonly facts: readonly { readonly count: number; readonly of: (typeof HISTORY)[keyof typeof HISTORY] }[];
  /** Bytes of history, at the end. */
  readonly historyBytes: number;
  readonly timers: number;
  readonly logLines: number;
}

/** What it costs, in dollars. Storage is that of a month. */
export function price(billed: Billed): Costs {
  const { run, pubsub, firestore, tasks, logging } = PRICES;
  const pushed = billed.published.map(({ count, bytes, keptDays }) => {
    const size = Math.max(bytes, pubsub.leastBytes);
    return { moved: 2 * count * size, keptGibMonths: ((count * size) / GIB) * (keptDays / MONTH_DAYS) };
  });
  const operations = billed.facts.map(
    ({ count, of }) =>
      count * (of.writes * firestore.writes + of.reads * firestore.reads + of.deletes * firestore.deletes),
  );
  const requestLines = billed.requests * LOGS.requestsSampled * LOGS.requestBytes;
  return {
    functions:
      (billed.requests / 1e6) * run.million + billed.busySeconds * run.vcpuSecond + billed.gibSeconds * run.gibSecond,
    pubsub: (sum(pushed.map(({ moved }) => moved)) / TIB) * pubsub.tib,
    kept: sum(pushed.map(({ keptGibMonths }) => keptGibMonths)) * pubsub.keptGibMonth,
    history: sum(operations) / PER_PRICE,
    historyKept: (billed.historyBytes / GIB) * firestore.gibMonth,
    timers: ((2 * billed.timers) / 1e6) * tasks.million,
    logs: ((requestLines + billed.logLines * LOGS.deliveryBytes) / GIB) * logging.gib,
  };
}

/** All of them. */
export function total(costs: Costs): number {
  return sum(Object.values(costs));
}

/** Adds up. */
export function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}
