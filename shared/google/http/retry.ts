import type { SleepClock } from "../../ports/clock.ts";
import { systemClock } from "../clock.ts";

/** Time and chance, as retries need them. */
export interface RetryClock extends SleepClock {
  /** From 0 up to and without 1. */
  readonly random: () => number;
}

export const systemRetryClock: RetryClock = {
  ...systemClock,
  random: () => Math.random(),
};

/** The time that one call has, for all of its waiting and all of its tries. */
export interface RetryBudget {
  /** 0 when all of it is spent. */
  readonly leftMs: () => number;
}

/** Opens a budget that is spent from now on, and ends at `until` if that is earlier. */
export function openRetryBudget(timeoutMs: number, clock: RetryClock, until?: Date): RetryBudget {
  const endsAt = Math.min(clock.now().getTime() + timeoutMs, until?.getTime() ?? Number.POSITIVE_INFINITY);
  return { leftMs: () => Math.max(0, endsAt - clock.now().getTime()) };
}

/** How a try ended: the status of its response, or why it has none. */
export type TryStatus = number | "no-token" | "no-place" | "no-time" | "no-response";

/** What one call says about its retries. */
export interface RetryRules {
  /** False where a repeat would do the work a second time; true unless it is set. */
  readonly isRepeatable?: boolean;
  /** How often it is made at most; as often as `pauseBefore` says unless it is set. */
  readonly maxTries?: number;
  /** What ends it at once. */
  readonly finalStatuses?: readonly TryStatus[];
}

/** Four tries take 1.4 s at most for their pauses: a signal's budget of 3 s has room for them. */
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 200;
/** What is repeated once, after so many milliseconds. Google says itself that a 403 about an agent may pass. */
const ONCE: ReadonlyMap<number, number> = new Map([
  [401, 0],
  [403, 500],
]);

/** Google did not take the call: it may be made again even where a repeat would do the work a second time. */
const REJECTED: readonly TryStatus[] = [401, 403, 429, "no-token", "no-place", "no-time"];
const UNKNOWN: readonly number[] = [408, 499];
const BUSY: readonly number[] = [408, 429, 499, 500, 502, 503, 504];

/** True when Google may have taken a call of which a try ended so. */
export function mayBeTaken(status: TryStatus): boolean {
  return status === "no-response" || (typeof status === "number" && (status >= 500 || UNKNOWN.includes(status)));
}

/** True when the rules of the call itself allow no try after this one. */
function isFinal(status: TryStatus, earlier: readonly TryStatus[], rules: RetryRules): boolean {
  const { isRepeatable = true, maxTries = Number.POSITIVE_INFINITY, finalStatuses = [] } = rules;
  const isAllowed = status !== "no-place" && status !== "no-time" && (isRepeatable || REJECTED.includes(status));
  return !isAllowed || finalStatuses.includes(status) || earlier.length + 1 >= maxTries;
}

/**
 * How long to wait, in milliseconds, before the call is made again; `undefined` when this try was the last one.
 *
 * Busy answers are repeated with exponential back-off and full jitter, or when Retry-After says. 401 is repeated once with a
 * new token, and 403 once. A try without a token or a response is repeated at once, unless the one before had none either. A
 * 429 may also mean that the user has had enough messages of this agent for now, which waiting cannot fix; no field is known
 * that tells the two apart, so it gets the same few tries, never more.
 * @param earlier How the tries before this one ended.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/learn/best-practices
 */
export function pauseBefore(
  { status, retryAfter }: { readonly status: TryStatus; readonly retryAfter?: string | undefined },
  earlier: readonly TryStatus[],
  { clock, ...rules }: RetryRules & { readonly clock: RetryClock },
): number | undefined {
  if (isFinal(status, earlier, rules)) return undefined;
  if (typeof status === "string") return typeof earlier.at(-1) === "string" ? undefined : 0;
  if (ONCE.has(status)) return earlier.includes(status) ? undefined : ONCE.get(status);
  if (!BUSY.includes(status) || earlier.length + 1 >= MAX_TRIES) return undefined;
  return readRetryAfter(retryAfter, clock.now().getTime()) ?? clock.random() * FIRST_PAUSE_MS * 2 ** earlier.length;
}

/** Milliseconds, of seconds or of an HTTP date; `undefined` for anything else. @see RFC 9110, section 10.2.3 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = header.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
