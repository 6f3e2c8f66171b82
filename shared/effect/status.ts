import type { ReceiptType } from "../inbound/inbound.ts";

/** When each step in the life of a message of ours first happened. Merging keeps the earliest: order does not matter. */
export type StatusTimes = { readonly [step in "sent" | ReceiptType]?: Date };

/** The furthest step. `unknown`: a receipt about expiry came, but no proof that Google ever took the message. */
export type Status = "unknown" | "sent" | "delivered" | "read" | "expired" | "failed";

/** A message that was read was delivered, whether or not that receipt came; DELIVERED wins over an expiry. */
export function status(times: StatusTimes, failure: string | undefined): Status {
  if (times.read !== undefined) return "read";
  if (times.delivered !== undefined) return "delivered";
  if (times.expired !== undefined) return "expired";
  if (times.sent !== undefined) return "sent";
  return failure === undefined ? "unknown" : "failed";
}
