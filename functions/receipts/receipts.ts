import type { HttpFunction } from "../../shared/base/http.ts";
import { keep } from "../../shared/effect/keep.ts";
import type { History } from "../../shared/effect/ports.ts";
import type { InboundReceipts } from "../../shared/inbound/inbound.ts";
import { type SubscriberPorts, subscriber } from "../subscribe.ts";
import { onReceipts } from "./on-receipts.ts";

/** Takes what phones and users did with messages of ours. */
export function receipts(ports: SubscriberPorts & { readonly history: History }): HttpFunction {
  return subscriber<InboundReceipts>(
    { kind: "receipt", type: "receipts", handle: (batch) => keep(onReceipts(batch), ports.history) },
    ports,
  );
}
