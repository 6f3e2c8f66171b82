import { isConversationId } from "../base/ids.ts";
import { type Delivery, firstPublished, type QueueMessage } from "./push-request.ts";

/** What a function or Pub/Sub has added to a message that nobody could handle. */
const OF_A_DEATH = /^(reason|error|attempts|CloudPubSubDeadLetterSource.*)$/;

/**
 * A kept message as it is published again: its bytes, and attributes that tell nothing of its death. `published` keeps the time
 * when it was published first, so that it gets no younger, and `redrive` counts. A dead letter has lost its ordering key: a user's
 * message has it again, so that a conversation's words come in their order.
 */
export function redriven(kept: Pick<Delivery, "message" | "published">): QueueMessage {
  const { attributes, ...message } = kept.message;
  const own = Object.entries(attributes).filter(([name]) => !OF_A_DEATH.test(name));
  const { kind, conversation } = attributes;
  const ordering = kind === "message" && isConversationId(conversation) ? { orderingKey: conversation } : {};
  return { ...message, ...ordering, attributes: { ...Object.fromEntries(own), ...redriveAttributes(kept) } };
}

/** The attributes that tell that a message is published again. */
export function redriveAttributes(kept: Pick<Delivery, "message" | "published">): QueueMessage["attributes"] {
  const published = firstPublished(kept)?.toISOString();
  return { ...(published === undefined ? {} : { published }), redrive: String(redrivesOf(kept.message) + 1) };
}

/** How often a message was published again. */
export function redrivesOf({ attributes }: QueueMessage): number {
  const count = Number(attributes.redrive);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}
