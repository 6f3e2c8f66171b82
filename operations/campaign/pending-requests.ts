import type { Operator } from "../operator.ts";
import { partsOf } from "../parts-of.ts";
import { isTaken } from "./check-people.ts";
import type { CampaignPerson } from "./read-people.ts";

/** What was published and is not known to be taken yet. */
export interface PendingRequests {
  add(person: CampaignPerson): void;
  /** How many were added so far. */
  count(): number;
  /** True while nothing more may be published: so many wait, and none of them is taken. */
  isFull(): Promise<boolean>;
  /**
   * Waits so long at most, and shorter where none is taken any more, until those that were added after `after` others are taken. What was
   * slept counts, because a clock may be set back.
   */
  wait(how: { readonly mostMs: number; readonly after?: number }, signal: AbortSignal): Promise<void>;
}

interface Request {
  readonly person: CampaignPerson;
  readonly order: number;
  readonly publishedMs: number;
}

const CHECK_EVERY_MS = 100;
const CHECK_AT_MOST_EVERY_MS = 2000;
/** Slow calls have so long, while any are taken. */
const STALLED_MS = 10_000;
const MOST_PENDING = 500;
/** So long before one that was taken, a request has died: its function has tried all that was published then. */
const GIVEN_UP_MS = 600_000;

/** Begins with none. */
export function openPendingRequests(operator: Operator, most = MOST_PENDING): PendingRequests {
  const requests = new Map<CampaignPerson["turn"], Request>();
  let count = 0;
  let takenMs = Number.NEGATIVE_INFINITY;
  const forgetTaken = async (some: readonly Request[]): Promise<void> => {
    for (const part of partsOf(some)) {
      const taken = await Promise.all(part.map(({ person }) => isTaken(person, operator)));
      for (const { person, publishedMs } of part.filter((_, index) => taken[index] === true)) {
        takenMs = Math.max(takenMs, publishedMs);
        requests.delete(person.turn);
      }
    }
  };
  const addedAfter = (after: number) => [...requests.values()].filter(({ order }) => order >= after);
  return {
    add(person) {
      requests.set(person.turn, { person, order: count, publishedMs: operator.clock.now().getTime() });
      count += 1;
    },
    count: () => count,
    async isFull() {
      if (requests.size < most) return false;
      await forgetTaken([...requests.values()]);
      for (const [turn, { publishedMs }] of requests) if (publishedMs < takenMs - GIVEN_UP_MS) requests.delete(turn);
      return requests.size >= most;
    },
    async wait({ mostMs, after = 0 }, signal) {
      let sleptMs = 0;
      let changedMs = 0;
      let before = addedAfter(after);
      for (let pauseMs = CHECK_EVERY_MS; ; pauseMs = Math.min(2 * pauseMs, CHECK_AT_MOST_EVERY_MS)) {
        await forgetTaken(before);
        const left = addedAfter(after);
        if (left.length < before.length) changedMs = sleptMs;
        before = left;
        if (left.length === 0 || signal.aborted || sleptMs >= Math.min(mostMs, changedMs + STALLED_MS)) return;
        await operator.clock.sleep(pauseMs, signal);
        sleptMs += pauseMs;
      }
    },
  };
}
