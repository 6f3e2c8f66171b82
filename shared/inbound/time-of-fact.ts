import { CLOCK_SKEW_MS } from "../base/budgets.ts";
import type { Identity } from "./inbound.ts";

/** When a fact happened: nothing happens after we have received it. A clock that is a little ahead is no reason to doubt the time. */
export function timeOfFact(told: Date | undefined, received: Date): Pick<Identity, "at" | "isEstimated"> {
  if (told === undefined || told.getTime() > received.getTime() + CLOCK_SKEW_MS) {
    return { at: received, isEstimated: true };
  }
  return { at: told > received ? received : told };
}
