import type { Address, InboundId, MessageId } from "../base/ids.ts";
import * as read from "../base/read.ts";
import { type Json, member } from "../base/read.ts";
import type { Content, Details, Event, EventDetails, File, ReceiptsDetails, Suggestion } from "./inbound.ts";

/** An agent's own events concern no user. */
const NOBODY = "" as Address;

/**
 * Reads what RCS for Business sends: a user's message, a user's event, an event of Google's servers, or a launch event.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
 */
export function readRcs(json: Json, received: Date): Details {
  const at = read.optionalTime(member(json, "sendTime")) ?? received;
  const launchState = read.optionalText(member(json, "newLaunchState"));
  if (launchState !== undefined) {
    return { type: "event", at, id: eventId(json), address: NOBODY, event: readLaunch(json, launchState) };
  }
  const phone = member(json, "phoneNumber");
  const address = read.id<Address>(read.isAbsent(phone) ? member(json, "senderPhoneNumber") : phone);
  const type = read.optionalText(member(json, "eventType"));
  if (type !== undefined) return { address, at, id: eventId(json), ...readEventType(json, type, at) };
  return { type: "message", at, address, ...messageIds(json), content: readContent(json) };
}

type EventTold = Pick<EventDetails, "type" | "event"> | Pick<ReceiptsDetails, "type" | "receipts">;

function readEventType(json: Json, type: string, at: Date): EventTold {
  const event = (told: Event): EventTold => ({ type: "event", event: told });
  const message = () => read.id<MessageId>(member(json, "messageId"));
  switch (type) {
    case "DELIVERED":
      return { type: "receipt", receipts: [{ message: message(), type: "delivered", at }] };
    case "READ":
      return { type: "receipt", receipts: [{ message: message(), type: "read", at }] };
    case "IS_TYPING":
      return event({ type: "typing", isTyping: true });
    case "SUBSCRIBE":
      return event({ type: "subscribed" });
    case "UNSUBSCRIBE":
      return event({ type: "unsubscribed" });
    default:
      // Every TTL status but a clear revocation leaves open whether the user has the message.
      if (!type.startsWith("TTL_EXPIRATION_")) return read.refuse(member(json, "eventType"), "a known event");
      return event({ type: "expired", message: message(), isRevoked: type === "TTL_EXPIRATION_REVOKED" });
  }
}

function readLaunch(json: Json, to: string): Event {
  const from = read.optionalText(member(json, "oldLaunchState"));
  const region = read.optionalText(member(json, "regionId"));
  return { type: "launch", to, ...(from === undefined ? {} : { from }), ...(region === undefined ? {} : { region }) };
}

/** Older deliveries name a message by `eventId` and cannot be marked read. */
function messageIds(json: Json): { readonly id: InboundId; readonly message?: MessageId } {
  const message = member(json, "messageId");
  if (read.isAbsent(message)) return { id: eventId(json) };
  return { id: read.id<InboundId>(message), message: read.id<MessageId>(message) };
}

function readContent(json: Json): Content {
  const text = member(json, "text");
  if (text.value !== undefined) return { type: "text", text: read.text(text) };
  const file = member(json, "userFile");
  if (file.value !== undefined) return readFiles(file);
  const location = member(json, "location");
  if (location.value !== undefined) return readLocation(location);
  return readSuggestion(member(json, "suggestionResponse"));
}

function readFiles(json: Json): Content {
  const thumbnail = member(json, "thumbnail");
  const file = readFile(member(json, "payload"));
  return { type: "file", file, ...(read.isAbsent(thumbnail) ? {} : { thumbnail: readFile(thumbnail) }) };
}

function readFile(json: Json): File {
  const mimeType = read.optionalText(member(json, "mimeType"));
  const sizeBytes = read.optionalNumber(member(json, "fileSizeBytes"));
  const name = read.optionalText(member(json, "fileName"));
  return {
    url: read.text(member(json, "fileUri")),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(name === undefined ? {} : { name }),
  };
}

/** proto3 JSON omits a coordinate that is exactly 0. */
function readLocation(json: Json): Content {
  const latitude = read.optionalNumber(member(json, "latitude")) ?? 0;
  const longitude = read.optionalNumber(member(json, "longitude")) ?? 0;
  return { type: "location", latitude, longitude };
}

/** The postback is documented as base64 and used as plain text everywhere: opaque, never decoded by guess. */
function readSuggestion(json: Json): Suggestion {
  const kind = read.optionalText(member(json, "type"));
  const postback = read.optionalText(member(json, "postbackData"));
  const text = read.optionalText(member(json, "text"));
  return {
    type: "suggestion",
    kind: kind === "REPLY" ? "reply" : kind === "ACTION" ? "action" : "unknown",
    ...(postback === undefined ? {} : { postback }),
    ...(text === undefined ? {} : { text }),
  };
}

function eventId(json: Json): InboundId {
  return read.id<InboundId>(member(json, "eventId"));
}
