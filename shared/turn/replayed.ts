import type { Act } from "../conversation/act.ts";
import type { Fact, JournalEntry, Snapshot } from "../conversation/journal.ts";
import type { SleepClock } from "../ports/clock.ts";

/** What a turn of a silent replay does outside of history: nothing. */
const KEPT_IN_HISTORY: readonly Act["do"][] = ["recordConsent", "shareConsent"];

/** The entry of an act that is decided now. A silent replay records it as withheld: it is never performed. */
export function entryOf({ id, act }: Pick<JournalEntry, "id" | "act">, { replay }: Fact): JournalEntry {
  if (replay !== "silent" || KEPT_IN_HISTORY.includes(act.do)) return { id, act, isDone: false };
  return { id, act, isDone: true, isReplayed: true };
}

/** True for a turn that a silent replay leaves alone: its own delivery has it in hand, or a redrive will. */
export function isLeftAlone({ replay }: Fact, { journal }: Snapshot): boolean {
  return replay === "silent" && journal !== undefined && !journal.isRebuilt && !journal.isUntold;
}

/**
 * The snapshot as the delivery sees it. What a silent replay has withheld is left to do for a delivery that may speak: the first
 * one of the message, which comes after the replay, a redrive, or a replay that sends again.
 */
export function forDelivery({ replay }: Fact, snapshot: Snapshot): Snapshot {
  const { journal } = snapshot;
  if (replay === "silent" || !journal?.entries.some(({ isReplayed }) => isReplayed)) return snapshot;
  const entries = journal.entries.map((entry) => (entry.isReplayed ? { ...entry, isDone: false } : entry));
  return { ...snapshot, journal: { ...journal, entries, isAbandoned: true } };
}

/** A silent replay decides as of the time of the fact: what was to end since then has ended. */
export function atItsTime<T extends { readonly clock: SleepClock }>({ replay, received }: Fact, ports: T): T {
  return replay === "silent" ? { ...ports, clock: { ...ports.clock, now: () => received } } : ports;
}
