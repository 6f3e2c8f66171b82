import type { Address, InboundId, MessageId } from "../base/ids.ts";
import { id, type Json, member, object, refuse, text } from "../base/json.ts";
import { isAbsent, lenient, lenientEnum, lenientNumber, optionalMember } from "../base/lenient.ts";
import { present } from "../base/present.ts";
import { NO_ADDRESS } from "../envelope/conversation.ts";
import { type RcsWebhookType, rcsAddress, rcsWebhookType } from "../envelope/webhook-type.ts";
import { timeBefore } from "./clamp-time.ts";
import type { Billing, Content, Details, DetailsWithout, Event, File, TappedSuggestion } from "./inbound.ts";
import type { Launch, LaunchState } from "./launch.ts";

/**
 * Reads what RCS for Business sends: a user's message, a user's event, an event of Google's servers, or a launch event.
 * Unknown members are ignored, and so are malformed ones that a fact can do without.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
 */
export function readRcs(json: Json, received: Date): Details {
  const body = object(json);
  const webhookType = rcsWebhookType(body) ?? refuse(json, "one of the known kinds");
  const at = lenient(json, "sendTime", timeBefore(received)) ?? received;
  if (webhookType === "newLaunchState") {
    return { type: "event", at, id: readEventId(json), address: NO_ADDRESS, event: readLaunch(json) };
  }
  const address = id<Address>({ value: rcsAddress(body), path: "senderPhoneNumber" });
  return { at, address, ...readFact(json, webhookType, at) };
}

type Fact = DetailsWithout<"address" | "at">;

function readFact(json: Json, webhookType: Exclude<RcsWebhookType, "newLaunchState">, at: Date): Fact {
  switch (webhookType) {
    case "text":
      return messageFact(json, { type: "text", text: text(member(json, "text")) });
    case "userFile":
      return messageFact(json, readFiles(member(json, "userFile")));
    case "location":
      return messageFact(json, readLocation(member(json, "location")));
    case "suggestionResponse":
      return messageFact(json, readSuggestion(member(json, "suggestionResponse")));
    case "DELIVERED":
      return {
        type: "receipt",
        id: readEventId(json),
        receipts: [{ message: readMessageId(json), type: "delivered", at }],
      };
    case "READ":
      return { type: "receipt", id: readEventId(json), receipts: [{ message: readMessageId(json), type: "read", at }] };
    case "IS_TYPING":
      return eventFact(json, { type: "typing", isTyping: true });
    case "SUBSCRIBE":
      return eventFact(json, { type: "subscribed" });
    case "UNSUBSCRIBE":
      return eventFact(json, { type: "unsubscribed" });
    case "TTL_EXPIRATION":
      return eventFact(json, readExpiry(json));
  }
}

function messageFact(json: Json, content: Content): Fact {
  const carrier = lenient(json, "carrier", text);
  const billing = lenient(json, "richMessageClassification", readBilling);
  return { type: "message", ...readIds(json), content, ...present({ carrier, billing }) };
}

function eventFact(json: Json, event: Event): Fact {
  return { type: "event", id: readEventId(json), event };
}

/** After any status but REVOKED, the user may have the message. */
function readExpiry(json: Json): Event {
  const isRevoked = member(json, "eventType").value === "TTL_EXPIRATION_REVOKED";
  return { type: "expired", message: readMessageId(json), isRevoked };
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

/** The id of the message of ours that an event is about. */
function readMessageId(json: Json): MessageId {
  return id<MessageId>(member(json, "messageId"));
}

/** Older webhooks name a user's message by `eventId`. Such a message cannot be marked read. */
function readIds(json: Json): { readonly id: InboundId; readonly message?: MessageId } {
  const messageId = member(json, "messageId");
  if (isAbsent(messageId.value)) return { id: readEventId(json) };
  return { id: id<InboundId>(messageId), message: id<MessageId>(messageId) };
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

/** The postback is documented as base64, but every example holds plain text: it is not decoded. */
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

function readEventId(json: Json): InboundId {
  return id<InboundId>(member(json, "eventId"));
}
