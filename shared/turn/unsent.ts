import { TransientError } from "../base/errors.ts";
import type { JournalEntry, Outcome } from "../conversation/journal.ts";

/**
 * The messages with a fallback of which nothing can have left when a try fails: what Google then says about a later try is about
 * the message itself. Any other may be on the phone.
 */
export function unsent(entries: readonly JournalEntry[], done: readonly Outcome[], error: unknown): readonly Outcome[] {
  const isDone = new Set(done.map(({ index }) => index));
  const pending = entries
    .map((entry, index) => ({ ...entry, index }))
    .filter((entry) => !entry.isDone && !isDone.has(entry.index) && entry.act.do !== "setTimer");
  const isFirstUnsent = error instanceof TransientError && !error.mayBeTaken;
  return pending
    .filter(({ mayHaveLeft }, place) => !mayHaveLeft && (place > 0 || isFirstUnsent))
    .flatMap(({ act, index }) =>
      act.do === "send" && act.terms !== undefined ? [{ index, isUnsent: true as const }] : [],
    );
}
