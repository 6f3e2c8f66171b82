import { isObject } from "../base/json.ts";
import { isAbsent } from "../base/lenient.ts";

/** A webhook's JSON, known to be an object. */
type Body = Readonly<Record<string, unknown>>;

const RCS_EVENTS = ["DELIVERED", "READ", "IS_TYPING", "SUBSCRIBE", "UNSUBSCRIBE"] as const;
const RCS_OBJECTS = ["userFile", "location", "suggestionResponse"] as const;

/** What an RCS webhook is about: the member with its content, or its event. All expiries are one type. */
export type RcsWebhookType =
  | "newLaunchState"
  | "TTL_EXPIRATION"
  | "text"
  | (typeof RCS_EVENTS)[number]
  | (typeof RCS_OBJECTS)[number];

const RESPONSES = ["message", "suggestionResponse", "authenticationResponse", "surveyResponse"] as const;

/** What a Business Messages webhook is about: the name of the member that holds it. */
export type BusinessMessagesWebhookType = (typeof RESPONSES)[number] | "userStatus" | "receipts";

/**
 * Finds what an RCS webhook is about, in this order: launch event, server or user event, message; `undefined` when this
 * release does not know it, or when it has two contents. Ingress and `parse` both ask here, so they agree.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
export function rcsWebhookType(body: Body): RcsWebhookType | undefined {
  const { newLaunchState, eventType, text } = body;
  if (!isAbsent(newLaunchState)) return typeof newLaunchState === "string" ? "newLaunchState" : undefined;
  if (!isAbsent(eventType)) return rcsEvent(eventType);
  const [content, second] = RCS_OBJECTS.filter((name) => isObject(body[name]));
  if (content === undefined) return typeof text === "string" ? "text" : undefined;
  return second === undefined && !isNonEmptyText(text) ? content : undefined;
}

/**
 * The user of an RCS webhook, unchecked: events of Google's servers have `phoneNumber`, all others `senderPhoneNumber`. Where only
 * one is there, it is the user's.
 */
export function rcsAddress({ phoneNumber, senderPhoneNumber, eventType }: Body): unknown {
  const isServers = !isAbsent(eventType) || isAbsent(senderPhoneNumber);
  return isServers && !isAbsent(phoneNumber) ? phoneNumber : senderPhoneNumber;
}

/**
 * Finds what a Business Messages webhook is about; `undefined` when this release does not know it, or when it is about two
 * things. A status without a known flag and a batch without a known receipt count as nothing.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function businessMessagesWebhookType(body: Body): BusinessMessagesWebhookType | undefined {
  const found: readonly BusinessMessagesWebhookType[] = [
    ...RESPONSES.filter((name) => isObject(body[name])),
    ...(hasKnownFlag(body.userStatus) ? (["userStatus"] as const) : []),
    ...(hasKnownReceipt(body.receipts) ? (["receipts"] as const) : []),
  ];
  return found.length === 1 ? found[0] : undefined;
}

/** An empty text beside another content is no content: proto3 JSON may write a missing text so. */
function isNonEmptyText(text: unknown): boolean {
  return typeof text === "string" && text !== "";
}

function rcsEvent(type: unknown): RcsWebhookType | undefined {
  if (typeof type === "string" && type.startsWith("TTL_EXPIRATION_")) return "TTL_EXPIRATION";
  return RCS_EVENTS.find((known) => known === type);
}

function hasKnownFlag(json: unknown): boolean {
  return isObject(json) && (!isAbsent(json.isTyping) || !isAbsent(json.requestedLiveAgent));
}

function hasKnownReceipt(json: unknown): boolean {
  const receipts: unknown = isObject(json) ? json.receipts : undefined;
  return Array.isArray(receipts) && receipts.some((one) => isObject(one) && isReceiptType(one.receiptType));
}

function isReceiptType(type: unknown): boolean {
  return type === "DELIVERED" || type === "READ";
}
