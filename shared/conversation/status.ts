import type { StatusTimes } from "../bot/history-entry.ts";

/** The furthest step. `unknown`: a receipt about expiry came, but no proof that Google ever took the message. */
export type Status = "unknown" | "sent" | "delivered" | "read" | "expired" | "failed";

/** A message that was read was delivered, whether or not that receipt came; DELIVERED wins over an expiry. */
export function status(times: StatusTimes, failure: string | undefined): Status {
  if (times.read !== undefined) return "read";
  if (times.delivered !== undefined) return "delivered";
  if (times.expired !== undefined) return "expired";
  if (failure !== undefined) return "failed";
  return times.sent === undefined ? "unknown" : "sent";
}
