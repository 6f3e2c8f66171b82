import type { HttpFunction } from "../../shared/base/http.ts";
import { performOnHistory } from "../../shared/effect/perform-on-history.ts";
import type { History } from "../../shared/effect/ports.ts";
import type { InboundReceipts } from "../../shared/inbound/inbound.ts";
import { type SubscriberPorts, subscriber } from "../subscribe.ts";
import { onReceipt } from "./on-receipt.ts";

/** Takes what phones and users did with messages of ours. */
export function receipts(ports: SubscriberPorts & { readonly history: History }): HttpFunction {
  return subscriber<InboundReceipts>(
    { kind: "receipt", handle: (batch) => performOnHistory(onReceipt(batch), ports.history) },
    ports,
  );
}
