import type { Kind } from "../shared/ports/topic.ts";
import type { KeptFact } from "./describe-kept.ts";
import type { KeptChoice, KeptId } from "./kept-choice.ts";

/** What is published again. */
export interface RedriveRequest extends KeptChoice {
  /** Who asks, for the record. */
  readonly by: string;
  /** At most so many; all of them unless it is set. */
  readonly limit?: number;
  /** So many are published at once, and then removed. */
  readonly batch?: number;
  /** How long what users have done gets to be handled before anything else is published. */
  readonly settleMs?: number;
  readonly isDryRun?: boolean;
}

/** How a redrive goes. */
export type RedriveFact =
  | RedriveStep
  /** At the end: how many, by kind and reason, and how many others there are. */
  | ({ readonly type: "summary"; readonly isDryRun: boolean; readonly record?: string } & RedriveTally);

/** One thing that a redrive does. */
export type RedriveStep =
  /** It was published again and removed; `isDryRun`: it would be. */
  | ({ readonly type: "redriven"; readonly to: Kind; readonly isDryRun: boolean } & KeptFact)
  /** It stays where it is, and why. */
  | { readonly type: "stays"; readonly id: KeptId; readonly why: string }
  /** Something else is read and left: newer than the run, most likely because it died again in it; or not meant. */
  | { readonly type: "left"; readonly id: KeptId; readonly as: "newer" | "notMeant" }
  /** What users have done gets time to be handled. */
  | { readonly type: "waiting"; readonly ms: number };

/** What a redrive has come to. */
export interface RedriveTally {
  /** How many were redriven, by kind and reason. */
  readonly counts: Readonly<Record<string, number>>;
  readonly redriven: number;
  readonly stays: number;
  readonly newer: number;
  readonly notMeant: number;
}

export const NO_TALLY: RedriveTally = { counts: {}, redriven: 0, stays: 0, newer: 0, notMeant: 0 };

/** Counts a step. */
export function tally(before: RedriveTally, step: RedriveStep): RedriveTally {
  switch (step.type) {
    case "redriven":
      return { ...before, redriven: before.redriven + 1, counts: addCounts(before.counts, countsOf([step])) };
    case "stays":
      return { ...before, stays: before.stays + 1 };
    case "left":
      return { ...before, [step.as]: before[step.as] + 1 };
    case "waiting":
      return before;
  }
}

/** How many there are, by kind and reason. */
export function countsOf(facts: readonly Pick<KeptFact, "kind" | "reason">[]): Readonly<Record<string, number>> {
  return facts.reduce<Readonly<Record<string, number>>>(
    (counts, { kind, reason }) => addCounts(counts, { [`${kind} ${reason}`]: 1 }),
    {},
  );
}

function addCounts(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) {
  const added = Object.entries(other).map(([name, n]): [string, number] => [name, (one[name] ?? 0) + n]);
  return { ...one, ...Object.fromEntries(added) };
}
