import type { HttpFunction } from "../../shared/base/http.ts";
import type { InboundReceipts } from "../../shared/inbound/inbound.ts";
import type { History } from "../../shared/ports/history.ts";
import { type SubscriberPorts, subscriber } from "../deliver.ts";
import { aboutReceipts } from "../delivery-report.ts";
import { parseAs } from "../parse-as.ts";

/** A batch can be about thousands of messages, and must end before the delivery's deadline. */
const AT_ONCE = 20;

/** Takes what phones and users did with messages of ours. */
export function receipts(ports: SubscriberPorts & { readonly history: History }): HttpFunction {
  return subscriber<InboundReceipts>(
    {
      kind: "receipt",
      read: parseAs("receipt"),
      about: aboutReceipts,
      handle: (batch, _budget, log) => merge(batch, { ...ports, log }),
    },
    ports,
  );
}

/** One merge for each message that the receipts are about, however many of them came in one batch. */
async function merge(
  batch: InboundReceipts,
  { history, log }: SubscriberPorts & { readonly history: History },
): Promise<"merged"> {
  const byMessage = [...Map.groupBy(batch.receipts, ({ message }) => message)];
  for (let start = 0; start < byMessage.length; start += AT_ONCE) {
    const some = byMessage.slice(start, start + AT_ONCE);
    await Promise.all(some.map(([message, of]) => history.mergeReceipts(batch, message, of)));
  }
  const { channel, agent, conversation } = batch;
  for (const { type } of batch.receipts) log("INFO", "receipt_merged", { channel, agent, conversation, kind: type });
  return "merged";
}
