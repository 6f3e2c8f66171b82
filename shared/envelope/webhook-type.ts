import { isObject } from "../base/json.ts";

/** A webhook's JSON, known to be an object. */
type Body = Readonly<Record<string, unknown>>;

const RCS_EVENTS = ["DELIVERED", "READ", "IS_TYPING", "SUBSCRIBE", "UNSUBSCRIBE"] as const;
const RCS_OBJECTS = ["userFile", "location", "suggestionResponse"] as const;

/** What an RCS webhook tells of: its content's name, or its event's; one word for all expiries, however they ended. */
export type RcsWebhookType =
  | "newLaunchState"
  | "TTL_EXPIRATION"
  | "text"
  | (typeof RCS_EVENTS)[number]
  | (typeof RCS_OBJECTS)[number];

const RESPONSES = ["message", "suggestionResponse", "authenticationResponse", "surveyResponse"] as const;

/** What a Business Messages webhook tells of: the name of its one member that matters. */
export type BusinessMessagesWebhookType = (typeof RESPONSES)[number] | "userStatus" | "receipts";

/**
 * Finds what an RCS webhook tells of, in this order: launch event, server or user event, message; `undefined` when this
 * release knows nothing of the kind, or when it holds two contents. Sorting and reading both ask here, so they agree.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
export function rcsWebhookType(body: Body): RcsWebhookType | undefined {
  const { newLaunchState, eventType, text } = body;
  if (isWebhookType(newLaunchState)) return typeof newLaunchState === "string" ? "newLaunchState" : undefined;
  if (isWebhookType(eventType)) return rcsEvent(eventType);
  const [content, second] = RCS_OBJECTS.filter((name) => isObject(body[name]));
  if (content === undefined) return typeof text === "string" ? "text" : undefined;
  return second === undefined && !isWritten(text) ? content : undefined;
}

/** Whom an RCS user's or server's webhook is about, unproven: server events say `phoneNumber`, all others `senderPhoneNumber`. */
export function rcsAddress({ phoneNumber, senderPhoneNumber, eventType }: Body): unknown {
  return isWebhookType(eventType) && isWebhookType(phoneNumber) ? phoneNumber : senderPhoneNumber;
}

/**
 * Finds the one member of a Business Messages webhook that tells something; `undefined` when this release knows none, or
 * when there are two. A status without a known flag and a batch without a known receipt tell nothing.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function businessMessagesWebhookType(body: Body): BusinessMessagesWebhookType | undefined {
  const told: readonly BusinessMessagesWebhookType[] = [
    ...RESPONSES.filter((name) => isObject(body[name])),
    ...(isStatus(body.userStatus) ? (["userStatus"] as const) : []),
    ...(isBatch(body.receipts) ? (["receipts"] as const) : []),
  ];
  return told.length === 1 ? told[0] : undefined;
}

/** Beside another content an empty text is none: proto3 JSON may write what is not told so. */
function isWritten(text: unknown): boolean {
  return typeof text === "string" && text !== "";
}

function rcsEvent(type: unknown): RcsWebhookType | undefined {
  if (typeof type === "string" && type.startsWith("TTL_EXPIRATION_")) return "TTL_EXPIRATION";
  return RCS_EVENTS.find((known) => known === type);
}

function isStatus(json: unknown): boolean {
  return isObject(json) && (isWebhookType(json.isTyping) || isWebhookType(json.requestedLiveAgent));
}

function isBatch(json: unknown): boolean {
  const receipts: unknown = isObject(json) ? json.receipts : undefined;
  return Array.isArray(receipts) && receipts.some((one) => isObject(one) && isReceiptType(one.receiptType));
}

function isReceiptType(type: unknown): boolean {
  return type === "DELIVERED" || type === "READ";
}

/** proto3 JSON leaves out what is not told, or writes it as null or as an empty string. */
function isWebhookType(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
