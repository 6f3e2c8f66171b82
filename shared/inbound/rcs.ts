import type { Address, InboundId, MessageId } from "../base/ids.ts";
import { id, type Json, member, object, refuse, text, time } from "../base/json.ts";
import { isAbsent, lenient, lenientEnum, lenientNumber, optionalMember } from "../base/lenient.ts";
import { present } from "../base/present.ts";
import { NOBODY } from "../envelope/conversation.ts";
import { type RcsWebhookType, rcsAddress, rcsWebhookType } from "../envelope/webhook-type.ts";
import type {
  Billing,
  Content,
  Details,
  Event,
  EventDetails,
  File,
  MessageDetails,
  ReceiptsDetails,
  TappedSuggestion,
} from "./inbound.ts";
import type { Launch, LaunchState } from "./launch.ts";

/** An agent's own events concern no user. */

/**
 * Reads what RCS for Business sends: a user's message, a user's event, an event of Google's servers, or a launch event.
 * Members that nobody knows are passed over, and so are odd ones that no fact is known by.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
 */
export function readRcs(json: Json, received: Date): Details {
  const body = object(json);
  const told = rcsWebhookType(body) ?? refuse(json, "one of the known kinds");
  const at = lenient(json, "sendTime", time) ?? received;
  if (told === "newLaunchState") {
    return { type: "event", at, id: eventId(json), address: NOBODY, event: readLaunch(json) };
  }
  const address = id<Address>({ value: rcsAddress(body), path: "senderPhoneNumber" });
  return { at, address, ...readTold(json, told, at) };
}

type Unplaced<T> = Omit<T, "address" | "at">;

type Fact = Unplaced<MessageDetails> | Unplaced<ReceiptsDetails> | Unplaced<EventDetails>;

function readTold(json: Json, told: Exclude<RcsWebhookType, "newLaunchState">, at: Date): Fact {
  switch (told) {
    case "text":
      return message(json, { type: "text", text: text(member(json, "text")) });
    case "userFile":
      return message(json, readFiles(member(json, "userFile")));
    case "location":
      return message(json, readLocation(member(json, "location")));
    case "suggestionResponse":
      return message(json, readSuggestion(member(json, "suggestionResponse")));
    case "DELIVERED":
      return { type: "receipt", id: eventId(json), receipts: [{ message: ours(json), type: "delivered", at }] };
    case "READ":
      return { type: "receipt", id: eventId(json), receipts: [{ message: ours(json), type: "read", at }] };
    case "IS_TYPING":
      return event(json, { type: "typing", isTyping: true });
    case "SUBSCRIBE":
      return event(json, { type: "subscribed" });
    case "UNSUBSCRIBE":
      return event(json, { type: "unsubscribed" });
    case "TTL_EXPIRATION":
      return event(json, readExpiry(json));
  }
}

function message(json: Json, content: Content): Fact {
  const carrier = lenient(json, "carrier", text);
  const billing = lenient(json, "richMessageClassification", readBilling);
  return { type: "message", ...messageIds(json), content, ...present({ carrier, billing }) };
}

function event(json: Json, told: Event): Fact {
  return { type: "event", id: eventId(json), event: told };
}

/** Every status but a clear revocation leaves open whether the user has the message. */
function readExpiry(json: Json): Event {
  const isRevoked = member(json, "eventType").value === "TTL_EXPIRATION_REVOKED";
  return { type: "expired", message: ours(json), isRevoked };
}

const LAUNCH_STATES: Readonly<Record<string, LaunchState>> = {
  UNSPECIFIED: "unspecified",
  PENDING: "pending",
  LAUNCHED: "launched",
  REJECTED: "rejected",
  SUSPENDED: "suspended",
  UNLAUNCHED: "unlaunched",
};

function readLaunch(json: Json): Launch {
  return {
    type: "launch",
    to: lenientEnum(json, "newLaunchState", LAUNCH_STATES) ?? "unspecified",
    ...present({
      from: lenientEnum(json, "oldLaunchState", LAUNCH_STATES),
      region: lenient(json, "regionId", text),
      brand: lenient(json, "brandId", text),
      comment: lenient(json, "comment", text),
    }),
  };
}

const BILLINGS: Readonly<Record<string, Billing["type"]>> = {
  RICH_MESSAGE: "rich",
  RICH_MEDIA_MESSAGE: "rich-media",
  SUGGESTED_ACTION_CLICK: "suggested-action",
};

function readBilling(json: Json): Billing {
  const type = lenientEnum(json, "classificationType", BILLINGS) ?? "unknown";
  return { type, ...present({ segments: lenient(json, "segmentCount", lenientNumber) }) };
}

/** A message of ours: events name it, users' messages never do. */
function ours(json: Json): MessageId {
  return id<MessageId>(member(json, "messageId"));
}

/** Older deliveries name a message by `eventId` and cannot be marked read. */
function messageIds(json: Json): { readonly id: InboundId; readonly message?: MessageId } {
  const named = member(json, "messageId");
  if (isAbsent(named.value)) return { id: eventId(json) };
  return { id: id<InboundId>(named), message: id<MessageId>(named) };
}

function readFiles(json: Json): Content {
  const file = readFile(member(json, "payload"));
  return { type: "file", file, ...present({ thumbnail: lenient(json, "thumbnail", readFile) }) };
}

function readFile(json: Json): File {
  return {
    url: text(member(json, "fileUri")),
    ...present({
      mimeType: lenient(json, "mimeType", text),
      sizeBytes: lenient(json, "fileSizeBytes", lenientNumber),
      name: lenient(json, "fileName", text),
    }),
  };
}

/** proto3 JSON omits a coordinate that is exactly 0. */
function readLocation(json: Json): Content {
  const latitude = optionalMember(json, "latitude", lenientNumber) ?? 0;
  const longitude = optionalMember(json, "longitude", lenientNumber) ?? 0;
  return { type: "location", latitude, longitude };
}

const SUGGESTIONS = { REPLY: "reply", ACTION: "action" } as const;

/** The postback is documented as base64 and used as plain text everywhere: opaque, never decoded by guess. */
function readSuggestion(json: Json): TappedSuggestion {
  return {
    type: "suggestion",
    kind: lenientEnum(json, "type", SUGGESTIONS) ?? "unknown",
    ...present({
      postback: optionalMember(json, "postbackData", text),
      text: lenient(json, "text", text),
    }),
  };
}

function eventId(json: Json): InboundId {
  return id<InboundId>(member(json, "eventId"));
}
