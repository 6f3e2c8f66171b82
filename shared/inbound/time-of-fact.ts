import { CLOCK_SKEW_MS } from "../base/budgets.ts";
import type { Identity } from "./inbound.ts";

/** Google sends a webhook again for seven days, and a phone may have been off for longer: an older time is a mistake. */
const MAX_AGE_MS = 30 * 86_400_000;

/**
 * When a fact happened, by the first time in its webhook that can be. That time orders facts, decides which choice of a user is
 * the last one, and is stored. So it is never later than ingress accepted the webhook. A clock that is a little ahead is no
 * reason to doubt it; a time further ahead, or more than 30 days back, counts as not told.
 */
export function timeOfFact(
  received: Date,
  ...told: readonly (Date | undefined)[]
): Pick<Identity, "at" | "isEstimated"> {
  const at = told.find((time) => time !== undefined && isCredible(time, received));
  if (at === undefined) return { at: received, isEstimated: true };
  return { at: at > received ? received : at };
}

/**
 * When a user unsubscribed. A clock that is ahead says at least that it was not a week ago, and in doubt an opt-out counts: it
 * happened when ingress accepted the webhook.
 */
export function timeOfOptOut(received: Date, told: Date | undefined): Pick<Identity, "at" | "isEstimated"> {
  return told !== undefined && told > received ? { at: received } : timeOfFact(received, told);
}

function isCredible(time: Date, received: Date): boolean {
  const aheadMs = time.getTime() - received.getTime();
  return aheadMs >= -MAX_AGE_MS && aheadMs <= CLOCK_SKEW_MS;
}
