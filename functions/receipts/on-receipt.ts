import type { MessageId } from "../../shared/base/ids.ts";
import type { InboundReceipts, Receipt } from "../../shared/inbound/inbound.ts";

/** One merge for each message that the receipts are about, however many of them came in one batch. */
export function onReceipt({ receipts }: InboundReceipts): readonly (readonly [MessageId, readonly Receipt[]])[] {
  return [...Map.groupBy(receipts, ({ message }) => message)];
}
