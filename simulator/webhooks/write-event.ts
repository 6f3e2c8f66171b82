import type { InboundFact } from "./inbound-fact.ts";
import type { Variant } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";
import { writeBusinessMessagesEvent } from "./write-business-messages-event.ts";
import { writeRcsEvent } from "./write-rcs-event.ts";

/**
 * Writes a fact as the event of its channel that tells it: what `parse` reads, the other way round. An id that was derived
 * from the content of a Business Messages webhook is written as its request id.
 * @param variant Of Business Messages; RCS has one spelling.
 * @throws Error when the channel has no way to tell the fact.
 */
export function writeEvent(fact: InboundFact, variant: Variant = {}): WebhookEvent {
  return fact.channel === "rcs" ? writeRcsEvent(fact) : writeBusinessMessagesEvent(fact, variant);
}
