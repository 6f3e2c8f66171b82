import type { PageStep, SaidLine } from "../page-fact.ts";

/** Whose event it is, and what it tells. */
export interface EventOfTrace {
  readonly phone: string | undefined;
  readonly step: Extract<PageStep, { readonly type: "said" | "did" }>;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads an event in Google's JSON, as the simulation sends it on either channel. */
export function readTraceEvent(event: Json): EventOfTrace {
  const { conversationId, senderPhoneNumber, phoneNumber } = event;
  const phone =
    conversationId === undefined ? `rcs/${senderPhoneNumber ?? phoneNumber}` : `business-messages/${conversationId}`;
  const receipt = receiptOf(event);
  if (receipt !== undefined) return { phone, step: { type: "did", ...receipt, json: event } };
  // Business Messages has a message within, RCS is flat.
  const said = { ...event, ...objectOf(event.message) };
  const line = lineOf(said);
  if (line === undefined) return { phone, step: { type: "did", what: "typing", json: event } };
  return {
    phone,
    step: { type: "said", id: String(said.messageId ?? said.requestId ?? said.eventId), line, json: event },
  };
}

const EVENTS: Readonly<Record<string, SaidLine["type"]>> = { UNSUBSCRIBE: "unsubscribed", SUBSCRIBE: "subscribed" };

function lineOf({ suggestionResponse, eventType, text, location, userFile }: Json): SaidLine | undefined {
  const type = EVENTS[String(eventType)];
  if (type !== undefined) return { type, text: "" };
  const [tap, place] = [objectOf(suggestionResponse), objectOf(location)];
  if (tap !== undefined) return { type: "tap", text: String(tap.text ?? tap.postbackData) };
  if (typeof text === "string") return { type: "text", text };
  if (place !== undefined) return { type: "place", text: `${place.latitude},${place.longitude}` };
  const file = objectOf(objectOf(userFile)?.payload);
  return file === undefined ? undefined : { type: "file", text: String(file.fileUri) };
}

function receiptOf({
  eventType,
  messageId,
  receipts,
}: Json): { readonly what: string; readonly about: string } | undefined {
  if (eventType === "DELIVERED" || eventType === "READ")
    return { what: eventType.toLowerCase(), about: String(messageId) };
  const [first] = (objectOf(receipts)?.receipts ?? []) as readonly Json[];
  if (first === undefined) return undefined;
  const name = String(first.message);
  return { what: String(first.receiptType).toLowerCase(), about: name.slice(name.lastIndexOf("/") + 1) };
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}
