import { CLOCK_SKEW_MS, LEASE_MS } from "../../shared/base/budgets.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";

/** The budget of a first delivery that begins now: so long until its deadline, and a little more until its calls end. */
export function budgetFrom(now: Date, deadlineMs = 43_000, signal = new AbortController().signal): TimeBudget {
  const deadline = new Date(now.getTime() + deadlineMs);
  const until = new Date(deadline.getTime() + LEASE_MS - CLOCK_SKEW_MS - 43_000);
  return { deadline, until, signal, attempt: undefined };
}
