import type { Address } from "../../base/ids.ts";
import type { Clock, SleepClock } from "../../ports/clock.ts";
import { inTime } from "../../ports/in-time.ts";
import type { TryStatus } from "./retry.ts";

/** How many calls of one agent are under way at once: more while all is well, half as many when Google says 429. */
export interface ConcurrencyLimit {
  /**
   * Makes the call as soon as there is a place for it, first come, first served.
   * @throws Error when there is none within `waitMs`.
   */
  run<T extends Ended>(make: () => Promise<T>, { waitMs, user }: RunOptions): Promise<T>;
}

/** How a call ended. */
interface Ended {
  readonly status: TryStatus;
}

/** How a call is run. */
interface RunOptions {
  readonly waitMs: number;
  /** The user whom the call is about; `undefined` when its end tells nothing about the rate of calls. */
  readonly user: Address | undefined;
}

const FIRST_PLACES = 16;
const MOST_PLACES = 64;
/** One conversation has up to three calls at once: READ, typing and the answer. */
const FEWEST_PLACES = 4;
/** Google wants fewer calls for a while. */
export const TOO_MANY = 429;
/** 429s about different users that are further apart than this have nothing to do with one another. */
const TOGETHER_MS = 5000;

/**
 * A 429 may also mean that one user has had enough messages of the agent, which must not slow down the others: only 429s about
 * two users, soon after one another, are about the agent. Calls that were under way together halve the limit once, not each.
 */
export function openConcurrencyLimit(clock: Pick<SleepClock, "now" | "after">): ConcurrencyLimit {
  const aimd = openAimd(clock);
  let taken = 0;
  const waiting = new Set<() => void>();
  const admit = () => {
    for (const enter of waiting) {
      if (taken >= aimd.places()) return;
      waiting.delete(enter);
      taken += 1;
      enter();
    }
  };
  return {
    async run(make, { waitMs, user }) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      admit();
      // A place that came at the same moment is taken already, and must be used to be given back.
      await inTime(promise, waitMs, clock).catch((late: unknown) => {
        if (waiting.delete(resolve)) throw late;
      });
      const learn = aimd.begin();
      try {
        const ended = await make();
        if (user !== undefined) learn(ended.status, user);
        return ended;
      } finally {
        taken -= 1;
        admit();
      }
    },
  };
}

/** Additive increase, multiplicative decrease: what the responses teach about the number of places. */
function openAimd(clock: Clock) {
  let places = FIRST_PLACES;
  let halvings = 0;
  let last: { readonly user: Address; readonly at: number } | undefined;
  /** True when another user's call met a 429 just before. */
  const isShared = (user: Address) => {
    const before = last;
    const at = clock.now().getTime();
    last = { user, at };
    return before !== undefined && before.user !== user && at - before.at < TOGETHER_MS;
  };
  return {
    places: () => Math.floor(places),
    begin() {
      const halvingsBefore = halvings;
      return (status: TryStatus, user: Address) => {
        if (status === TOO_MANY && isShared(user) && halvings === halvingsBefore) {
          halvings += 1;
          places = Math.max(FEWEST_PLACES, places / 2);
        }
        if (typeof status === "number" && status < TOO_MANY) places = Math.min(MOST_PLACES, places + 1 / places);
      };
    },
  };
}
