import type { PageFact, PageStep } from "../../page/page-fact.ts";
import type { Facts, LocalFact } from "../facts.ts";
import { createPageSteps } from "./page-step.ts";
import { openTrail, type TrailPlace } from "./trail.ts";

/** What the page is told, from its beginning. */
export interface PageJournal {
  /** All that is kept, oldest first. */
  facts(): readonly PageFact[];
  /** @returns What ends it. */
  listen(listener: (fact: PageFact) => void): () => void;
  /** Tells something that is no fact of the functions or of Google. */
  tell(step: PageStep, place?: TrailPlace): void;
}

/** A page that is open for days forgets the oldest, some hundred megabytes later. */
const MOST_FACTS = 200_000;
const FORGOTTEN_PART = 0.1;
/** They tell how things stand, however long ago that began. */
const LASTING: readonly PageFact["type"][] = ["fault", "profile", "clock", "bot"];

/** Keeps what happens for pages that are opened later. @param most How many facts are kept, beside those that tell how things stand. */
export function openPageJournal(facts: Facts, now: () => Date, most = MOST_FACTS): PageJournal {
  const kept: PageFact[] = [];
  const listeners = new Set<(fact: PageFact) => void>();
  const [stepOf, trail] = [createPageSteps(), openTrail()];
  let last = 0;
  const add = (step: PageStep, { phone, way }: TrailPlace, at: Date) => {
    last += 1;
    const place = { ...(phone !== undefined && { phone }), ...(way !== undefined && { way }) };
    const fact: PageFact = { ...step, seq: last, at: at.toISOString(), ...place };
    kept.push(fact);
    if (kept.length > most) forget(kept, most * FORGOTTEN_PART);
    for (const listener of listeners) listener(fact);
  };
  facts.listen((fact: LocalFact) => {
    const place = trail(fact);
    const step = stepOf(fact);
    if (step !== undefined) add(step, place, fact.at);
  });
  return {
    facts: () => kept,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (step, place = {}) => add(step, place, now()),
  };
}

function forget(kept: PageFact[], count: number): void {
  const oldest = kept.splice(0, count);
  kept.unshift(...oldest.filter(({ type }) => LASTING.includes(type)));
}
