import type { InboundFact } from "./inbound-fact.ts";

/** The time that a webhook tells of a fact: none where it is only estimated. */
export function writeTime({ at, isEstimated }: InboundFact): string | undefined {
  return isEstimated ? undefined : at.toISOString();
}
