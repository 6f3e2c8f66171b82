import type { SleepClock } from "../../ports/clock.ts";
import { systemClock } from "../clock.ts";
import type { IncomingResponse } from "./exchange.ts";

/** Time and chance, as retries need them. */
export interface RetryClock extends SleepClock {
  /** From 0 up to and without 1. */
  readonly random: () => number;
}

/** The real ones. */
export const systemRetryClock: RetryClock = {
  ...systemClock,
  random: () => Math.random(),
};

/** Four tries take 1.4 s at most for their waits: a signal's budget of 3 s has room for them. */
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 200;
/** Google says itself that a 403 about an agent may pass. */
const FORBIDDEN_PAUSE_MS = 500;

const REJECTED: readonly number[] = [401, 403, 429];
const BUSY: readonly number[] = [408, 429, 499, 500, 502, 503, 504];

/** True when Google did not take the call: it may be made again even where a repeat would do the work a second time. */
export function isRejected(status: number): boolean {
  return REJECTED.includes(status);
}

/**
 * How long to wait, in milliseconds, before the call is repeated; `undefined` when this answer stands.
 *
 * Busy answers are repeated with exponential back-off and full jitter, or when Retry-After says. 401 is repeated once with a
 * new token, and 403 once. A 429 may also mean that the user has had enough messages of this agent for now, which waiting
 * cannot mend; no field is known that tells the two apart, so it gets the same few tries, never more.
 * @param earlier Statuses of the tries before this one.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/learn/best-practices
 */
export function pauseBefore(
  { status, retryAfter }: IncomingResponse,
  earlier: readonly number[],
  clock: RetryClock,
): number | undefined {
  if (status === 401) return earlier.includes(401) ? undefined : 0;
  if (status === 403) return earlier.includes(403) ? undefined : FORBIDDEN_PAUSE_MS;
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
