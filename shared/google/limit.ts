import { beforeAbort } from "../base/deadline.ts";
import type { Answer } from "./exchange.ts";

/** How many calls of one agent are under way at once: more while all is well, half as many when Google says 429. */
export interface Limit {
  /**
   * Makes the call as soon as there is a place for it, first come, first served.
   * @throws the signal's reason when it is aborted before there is one.
   */
  pass(make: () => Promise<Answer>, signal: AbortSignal): Promise<Answer>;
}

const FIRST_PLACES = 16;
const MOST_PLACES = 64;
const TOO_MANY = 429;

/** Additive increase, multiplicative decrease. Calls that were under way together halve the limit once, not each. */
export function openLimit(): Limit {
  let places = FIRST_PLACES;
  let taken = 0;
  let halvings = 0;
  const waiting = new Set<() => void>();
  const admit = () => {
    for (const enter of waiting) {
      if (taken >= Math.floor(places)) return;
      waiting.delete(enter);
      taken += 1;
      enter();
    }
  };
  const learn = (status: number, halvingsBefore: number) => {
    if (status === TOO_MANY && halvings === halvingsBefore) {
      halvings += 1;
      places = Math.max(1, places / 2);
    }
    if (status < TOO_MANY) places = Math.min(MOST_PLACES, places + 1 / places);
  };
  return {
    async pass(make, signal) {
      await enter(waiting, admit, signal);
      const before = halvings;
      try {
        const answer = await make();
        learn(answer.status, before);
        return answer;
      } finally {
        taken -= 1;
        admit();
      }
    },
  };
}

async function enter(waiting: Set<() => void>, admit: () => void, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.add(resolve);
  admit();
  try {
    await beforeAbort(promise, signal);
  } catch (reason) {
    // A place that came at the same moment is taken already, and must be used to be given back.
    if (waiting.delete(resolve)) throw reason;
  }
}
