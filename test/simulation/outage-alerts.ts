import { readFileSync } from "node:fs";
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
  readonly messages: readonly WaitingMessage[];
  readonly letters: readonly WaitingMessage[];
  readonly begunAt: number;
  readonly endsAt: number;
}

/** An alert as Terraform has it: above the threshold for so long, aligned over so long. */
interface AlertRule {
  readonly name: string;
  readonly title: string;
  readonly alignedMs: number;
  readonly above: number;
  readonly forMs: number;
}

/** What the filter of an alert finds in the time up to `at`, of the group that is worst. */
type Measure = (evidence: AlertEvidence, at: number, alignedMs: number) => number;

/** How often Monitoring looks. */
const LOOK_MS = 60_000;

/** By the name of an alert in terraform/monitoring-alerts.tf: its `filter`, `among`, `aligner`, `reducer` and `by`. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  "dead-letters": ({ letters }, at, alignedMs) => worst(letters.filter(isWaiting(at, alignedMs)), ({ kind }) => kind),
  "waiting-too-long": ({ messages }, at, alignedMs) =>
    Math.max(
      0,
      ...messages.filter(isWaiting(at, alignedMs)).map(({ from, until }) => (Math.min(until, at) - from) / 1000),
    ),
  "server-errors": worstShareOfErrors,
  "signatures-refused": logged(({ event, fields }) => event === "webhook_refused" && fields.agent !== undefined),
  "timers-refused": (evidence, at, alignedMs) =>
    within(evidence, at, alignedMs).filter(({ type }) => type === "timer-refused").length,
  "tokens-unusable": logged(({ event }) => event === "token_reload_failed"),
  paused: logged(({ event }) => event === "is_paused"),
  "rate-limited": logged(
    ({ event, fields }) => ["delivery_failed", "act_refused", "signal_failed"].includes(event) && fields.status === 429,
  ),
};

const COUNTED: readonly Observation["type"][] = ["logged", "timer-refused", "webhook-answered", "delivery-answered"];

/** The alerts of Terraform that what was seen would have set off. */
export function firedAlerts({ seen, ...evidence }: AlertEvidence): readonly FiredAlert[] {
  const counted = { ...evidence, seen: seen.filter(({ type }) => COUNTED.includes(type)) };
  return readAlertRules().flatMap((rule) => {
    const times = metTimes(rule, counted);
    const [first] = times;
    const last = times.at(-1);
    if (first === undefined || last === undefined) return [];
    return [{ title: rule.title, firstMs: first - evidence.begunAt, lastMs: last - evidence.begunAt }];
  });
}

/** When the condition was met for as long as it must be. */
function metTimes({ name, alignedMs, above, forMs }: AlertRule, evidence: AlertEvidence): readonly number[] {
  const measure = MEASURES[name];
  if (measure === undefined) throw new Error(`Cannot evaluate the alert ${name}: MEASURES does not have it`);
  const met: number[] = [];
  let since: number | undefined;
  for (let at = evidence.begunAt; at <= evidence.endsAt; at += LOOK_MS) {
    since = measure(evidence, at, alignedMs) > above ? (since ?? at) : undefined;
    if (since !== undefined && at - since >= forMs) met.push(at);
  }
  return met;
}

/** All that terraform/monitoring-alerts.tf has in its table. */
export function readAlertRules(): readonly AlertRule[] {
  const text = readFileSync("terraform/monitoring-alerts.tf", "utf8");
  return [...text.matchAll(/^ {4}([\w-]+) = \{\n([\s\S]*?)^ {4}\}/gm)].map(([, name = "", body = ""]) => ({
    name,
    title: /^\s+title\s+= "(.+)"/m.exec(body)?.[1] ?? "",
    alignedMs: numberIn(body, "seconds") * 1000,
    above: numberIn(body, "above"),
    forMs: numberIn(body, "for_seconds") * 1000,
  }));
}

function numberIn(body: string, member: string): number {
  const number = new RegExp(`^ +${member} += ([\\d.]+)$`, "m").exec(body)?.[1];
  if (number === undefined) throw new Error(`Cannot read an alert: expected a number as ${member}`);
  return Number(number);
}

function isWaiting(at: number, alignedMs: number): (one: WaitingMessage) => boolean {
  return ({ from, until }) => from <= at && until > at - alignedMs;
}

function within({ seen }: AlertEvidence, at: number, alignedMs: number): readonly Observation[] {
  return seen.slice(firstAfter(seen, at - alignedMs), firstAfter(seen, at));
}

/** The place of the first one that is later. */
function firstAfter(seen: readonly Observation[], at: number): number {
  let [low, high] = [0, seen.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seen[middle]?.at ?? at) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function logged(isMeant: (line: Extract<Observation, { type: "logged" }>) => boolean): Measure {
  return (evidence, at, alignedMs) =>
    within(evidence, at, alignedMs).filter((one) => one.type === "logged" && isMeant(one)).length;
}

/** The share of 5xx among what a function answered; of the function where it is largest. */
function worstShareOfErrors(evidence: AlertEvidence, at: number, alignedMs: number): number {
  const answers = within(evidence, at, alignedMs).flatMap((one) => {
    if (one.type === "webhook-answered") return [{ by: "ingress", isError: isError(one.status) }];
    return one.type === "delivery-answered" ? [{ by: one.function, isError: isError(one.status) }] : [];
  });
  const shares = [...Map.groupBy(answers, ({ by }) => by).values()].map(
    (all) => all.filter((one) => one.isError).length / all.length,
  );
  return Math.max(0, ...shares);
}

/** Cloud Run answers for an instance that does not. */
function isError(status: number | undefined): boolean {
  return status === undefined || status >= 500;
}

function worst<T>(all: readonly T[], groupOf: (one: T) => string): number {
  return Math.max(0, ...[...Map.groupBy(all, groupOf).values()].map(({ length }) => length));
}
