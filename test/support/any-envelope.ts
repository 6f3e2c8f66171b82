import { randomUUID } from "node:crypto";
import { type PubsubEnvelope, pubsubId } from "../../simulator/webhooks/webhook.ts";

/** An envelope like no other, published now. */
export function anyEnvelope(): PubsubEnvelope {
  return { messageId: pubsubId(randomUUID()), published: new Date() };
}
