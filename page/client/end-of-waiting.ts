import type { PageFact } from "../page-fact.ts";

/** The agent's message that waits for the phone no longer: it is shown, taken back, or has expired. */
export function endOfWaiting(fact: PageFact): string | undefined {
  switch (fact.type) {
    case "call":
      return fact.step === "shown" ? fact.call.id : undefined;
    case "answered":
      return fact.call.does.type === "revoke" && fact.status === 200 ? fact.call.does.message : undefined;
    case "webhook":
      return fact.expired;
    default:
      return undefined;
  }
}
