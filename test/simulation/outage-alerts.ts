import { type AlertRule, LOOK_MS, readAlertRules } from "./alert-rules.ts";
import { readSelector, type TimedEntry } from "./counted-entries.ts";
import { entriesOf } from "./logged-entries.ts";
import type { Observation } from "./observation.ts";
import type { WaitingMessage } from "./outage-queues.ts";

/** An alert that would have fired. Times are from the outage's beginning, in milliseconds. */
export interface FiredAlert {
  readonly title: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What a run left for alerts to look at. */
export interface AlertEvidence {
  readonly seen: readonly Observation[];
  /** What Cloud Logging has beside what `seen` makes of it. */
  readonly entries?: readonly TimedEntry[];
  readonly messages: readonly WaitingMessage[];
  readonly letters: readonly WaitingMessage[];
  readonly begunAt: number;
  readonly endsAt: number;
}

/** What alerts look at: in the order of time. */
type Evidence = Omit<AlertEvidence, "entries"> & { readonly entries: readonly TimedEntry[] };

/** What the filter of an alert finds in the time up to `at`, of the group that is worst. */
type Measure = (evidence: Evidence, at: number, rule: AlertRule) => number;

/** By the name of an alert in terraform/monitoring-alerts.tf that asks for more than log lines: what its `filter` or `query` counts. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  "dead-letters": ({ letters }, at, rule) => worst(letters.filter(isWaiting(at, rule)), ({ kind }) => kind),
  "waiting-too-long": ({ messages }, at, rule) =>
    Math.max(0, ...messages.filter(isWaiting(at, rule)).map(({ from, until }) => (Math.min(until, at) - from) / 1000)),
  "requests-turned-away": shareTurnedAway,
  "server-errors": worstShareOfErrors,
  "signatures-refused": counted,
  "timers-refused": ({ seen }, at, rule) =>
    within(seen, at, rule).filter(({ type }) => type === "timer-refused").length,
  "rate-limited": counted,
};

const COUNTED: readonly Observation["type"][] = ["timer-refused", "webhook-answered", "delivery-answered"];

/** The alerts of Terraform that what was seen would have set off. */
export function firedAlerts({ seen, entries = [], ...evidence }: AlertEvidence): readonly FiredAlert[] {
  const all = [...entriesOf(seen), ...entries].toSorted((one, other) => one.at - other.at);
  const looked = { ...evidence, seen: seen.filter(({ type }) => COUNTED.includes(type)), entries: all };
  return readAlertRules().flatMap((rule) => {
    const times = metTimes(rule, looked);
    const [first] = times;
    const last = times.at(-1);
    if (first === undefined || last === undefined) return [];
    return [{ title: rule.title, firstMs: first - evidence.begunAt, lastMs: last - evidence.begunAt }];
  });
}

/** When the condition was met for as long as it must be. */
function metTimes(rule: AlertRule, evidence: Evidence): readonly number[] {
  const measure = rule.line === undefined ? MEASURES[rule.name] : counted;
  if (measure === undefined) throw new Error(`Cannot evaluate ${rule.name}: MEASURES does not have it`);
  const met: number[] = [];
  let since: number | undefined;
  for (let at = evidence.begunAt; at <= evidence.endsAt; at += LOOK_MS) {
    since = measure(evidence, at, rule) > rule.above ? (since ?? at) : undefined;
    if (since !== undefined && at - since >= rule.forMs) met.push(at);
  }
  return met;
}

function isWaiting(at: number, { alignedMs }: AlertRule): (one: WaitingMessage) => boolean {
  return ({ from, until }) => from <= at && until > at - alignedMs;
}

function within<T extends { readonly at: number }>(
  all: readonly T[],
  at: number,
  { alignedMs }: AlertRule,
): readonly T[] {
  return all.slice(firstAfter(all, at - alignedMs), firstAfter(all, at));
}

/** The place of the first one that is later. */
function firstAfter(seen: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, seen.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seen[middle]?.at ?? at) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The entries that an alert's line or its query's first selector asks for. */
function counted({ entries }: Evidence, at: number, rule: AlertRule): number {
  const isMeant = rule.line ?? readSelector(rule.query ?? "");
  return within(entries, at, rule).filter(({ entry }) => isMeant(entry)).length;
}

/** So few requests that were turned away are no outage. */
const FEWEST_TURNED_AWAY = 3;

/** The share of requests that were turned away, where there are at least three. */
function shareTurnedAway({ entries }: Evidence, at: number, rule: AlertRule): number {
  const [turnedAway = "", requested = ""] = rule.query?.split(" / ") ?? [];
  const [isTurnedAway, isRequested] = [readSelector(turnedAway), readSelector(requested)];
  const requests = within(entries, at, rule).filter(({ entry }) => isRequested(entry));
  const { length } = requests.filter(({ entry }) => isTurnedAway(entry));
  return length < FEWEST_TURNED_AWAY ? 0 : length / requests.length;
}

/** So few failures in the time that is looked at are no outage. */
const FEWEST_ERRORS = 5;

/** The share of 5xx among what a function answered, where there are at least five; of the function where it is largest. */
function worstShareOfErrors({ seen }: Evidence, at: number, rule: AlertRule): number {
  const answers = within(seen, at, rule).flatMap((one) => {
    if (one.type === "webhook-answered") return [{ by: "ingress", isError: isError(one.status) }];
    return one.type === "delivery-answered" ? [{ by: one.function, isError: isError(one.status) }] : [];
  });
  const shares = [...Map.groupBy(answers, ({ by }) => by).values()].map((all) => {
    const errors = all.filter((one) => one.isError).length;
    return errors < FEWEST_ERRORS ? 0 : errors / all.length;
  });
  return Math.max(0, ...shares);
}

/** Cloud Run answers for an instance that does not. */
function isError(status: number | undefined): boolean {
  return status === undefined || status >= 500;
}

function worst<T>(all: readonly T[], groupOf: (one: T) => string): number {
  return Math.max(0, ...[...Map.groupBy(all, groupOf).values()].map(({ length }) => length));
}
