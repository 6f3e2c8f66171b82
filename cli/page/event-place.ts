import type { Channel } from "../../shared/base/ids.ts";
import { isObject, parseJson } from "../../shared/base/json.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";

/** What an event of Google's is about: whose phone, and which message. */
export interface EventPlace {
  readonly phone: string | undefined;
  /** The user's message or event. */
  readonly id: string | undefined;
  /** The agent's message that a receipt or an expiry is about. */
  readonly about: string | undefined;
  /** The same, when its time to live has ended and Google has taken it back. */
  readonly expired: string | undefined;
}

const EXPIRED = "TTL_EXPIRATION_REVOKED";
const RECEIPTS = ["DELIVERED", "READ", EXPIRED, "TTL_EXPIRATION_REVOKE_FAILED"];

/** Reads whose event it is, in either channel's JSON. */
export function placeOfEvent(event: WebhookEvent): EventPlace {
  const { conversationId, senderPhoneNumber, phoneNumber, messageId, requestId, eventId, eventType, receipts } = event;
  const about = isReceipt(eventType) ? word(messageId) : receiptOf(receipts);
  return {
    phone: phoneKey(word(conversationId), word(senderPhoneNumber) ?? word(phoneNumber)),
    id: (about === undefined ? word(messageId) : undefined) ?? word(requestId) ?? word(eventId),
    about,
    expired: eventType === EXPIRED ? about : undefined,
  };
}

/** The event within the body of a webhook; `undefined` of a handshake and of what cannot be read. */
export function eventOfBody(body: Buffer | undefined): WebhookEvent | undefined {
  const json = body === undefined ? undefined : parseJson(body.toString());
  if (!isObject(json)) return undefined;
  if (!isObject(json.message) || typeof json.message.data !== "string") return json;
  const event = parseJson(Buffer.from(json.message.data, "base64").toString());
  return isObject(event) ? event : undefined;
}

/** How the page names a phone. */
export function phoneOf(channel: Channel, address: string): string | undefined {
  return address === "" ? undefined : `${channel}/${address}`;
}

function isReceipt(eventType: unknown): boolean {
  return RECEIPTS.some((receipt) => receipt === eventType);
}

function receiptOf(receipts: unknown): string | undefined {
  const list: unknown = isObject(receipts) ? receipts.receipts : undefined;
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const name = isObject(first) ? word(first.message) : undefined;
  return name?.slice(name.lastIndexOf("/") + 1);
}

function phoneKey(conversation: string | undefined, phone: string | undefined): string | undefined {
  if (conversation !== undefined) return phoneOf("business-messages", conversation);
  return phone === undefined ? undefined : phoneOf("rcs", phone);
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
