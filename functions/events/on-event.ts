import type { HistoryEffect } from "../../shared/effect/effect.ts";
import type { InboundEvent, Receipt } from "../../shared/inbound/inbound.ts";

/** What an event makes us do. An expiry is a fact about the message of ours that expired; everything else stands alone. */
export function onEvent(fact: InboundEvent): readonly HistoryEffect[] {
  const { event, at, conversation } = fact;
  if (event.type !== "expired") return [{ do: "record", fact }];
  const { message, isRevoked } = event;
  const expired: Receipt = { message, type: "expired", at };
  const receipts: readonly Receipt[] = isRevoked ? [expired, { message, type: "revoked", at }] : [expired];
  return [{ do: "mergeReceipts", conversation, message, receipts }];
}
