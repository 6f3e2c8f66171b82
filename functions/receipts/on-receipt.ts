import type { HistoryEffect } from "../../shared/effect/effect.ts";
import type { InboundReceipts } from "../../shared/inbound/inbound.ts";

/** One merge for each message that the receipts are about, however many of them came in one batch. */
export function onReceipt({ conversation, receipts }: InboundReceipts): readonly HistoryEffect[] {
  const byMessage = Map.groupBy(receipts, ({ message }) => message);
  return [...byMessage].map(([message, of]) => ({ do: "mergeReceipts", conversation, message, receipts: of }));
}
