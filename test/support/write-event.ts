import type { InboundFact } from "../../simulator/webhooks/inbound-fact.ts";
import type { Variant } from "../../simulator/webhooks/variant.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { writeBusinessMessagesEvent } from "../../simulator/webhooks/write-business-messages-event.ts";
import { writeRcsEvent } from "../../simulator/webhooks/write-rcs-event.ts";

/**
 * Writes a fact as an event of its channel: the opposite of `parse`. An id that was derived from the content of a Business
 * Messages webhook is written as its request id.
 * @param variant Applies to Business Messages only.
 * @throws Error when the channel has no event for the fact.
 */
export function writeEvent(fact: InboundFact, variant: Variant = {}): WebhookEvent {
  return fact.channel === "rcs" ? writeRcsEvent(fact) : writeBusinessMessagesEvent(fact, variant);
}
