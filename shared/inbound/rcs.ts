import type { Address, InboundId, MessageId } from "../base/ids.ts";
import { id, type Json, member, object, refuse, text, time } from "../base/json.ts";
import { isAbsent, lenient, lenientEnum, lenientNumber, optionalMember } from "../base/lenient.ts";
import { present } from "../base/present.ts";
import { NO_ADDRESS } from "../envelope/conversation.ts";
import { type RcsWebhookType, rcsAddress, rcsWebhookType } from "../envelope/webhook-type.ts";
import { readBilling } from "./billing.ts";
import { bodyDigest, digest } from "./body-digest.ts";
import type { Content, Details, DetailsWithout, Event, File, Identity, TappedSuggestion } from "./inbound.ts";
import type { Launch, LaunchState } from "./launch.ts";
import { timeOfFact, timeOfOptOut } from "./time-of-fact.ts";

/**
 * Reads what RCS for Business sends: a user's message, a user's event, an event of Google's servers, or a launch event.
 * Unknown members are ignored, and so are malformed ones that a fact can do without.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
 */
export function readRcs(json: Json, received: Date): Details {
  const body = object(json);
  const webhookType = rcsWebhookType(body) ?? refuse(json, "one of the known kinds");
  const timeOf = webhookType === "UNSUBSCRIBE" ? timeOfOptOut : timeOfFact;
  const when = timeOf(received, lenient(json, "sendTime", time));
  if (webhookType === "newLaunchState") {
    return { type: "event", ...when, id: readEventId(json, received), address: NO_ADDRESS, event: readLaunch(json) };
  }
  const address = id<Address>({ value: rcsAddress(body), path: "senderPhoneNumber" });
  const fact = readFact(json, webhookType, when.at);
  const key = fact.type === "message" ? readMessageKey(json, received) : readEventId(json, received);
  return { ...when, address, id: key, ...fact };
}

type Fact = DetailsWithout<keyof Identity>;

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
      return { type: "receipt", receipts: [{ message: readMessageId(json), type: "delivered", at }] };
    case "READ":
      return { type: "receipt", receipts: [{ message: readMessageId(json), type: "read", at }] };
    case "IS_TYPING":
      return { type: "event", event: { type: "typing", isTyping: true } };
    case "SUBSCRIBE":
      return { type: "event", event: { type: "subscribed" } };
    case "UNSUBSCRIBE":
      return { type: "event", event: { type: "unsubscribed" } };
    case "TTL_EXPIRATION":
      return { type: "event", event: readExpiry(json) };
  }
}

function messageFact(json: Json, content: Content): Fact {
  const details = present({
    message: lenient(json, "messageId", id<MessageId>),
    carrier: lenient(json, "carrier", text),
    billing: lenient(json, "richMessageClassification", readBilling),
  });
  return { type: "message", content, ...details };
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

/** The id of the message of ours that an event is about. */
function readMessageId(json: Json): MessageId {
  return id<MessageId>(member(json, "messageId"));
}

/** Older webhooks name a user's message by `eventId`. Such a message cannot be marked read. */
function readMessageKey(json: Json, received: Date): InboundId {
  return lenient(json, "messageId", id<InboundId>) ?? readEventId(json, received);
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

/** An event about a message of ours is identified by what it says of it. Nothing is lost for want of an id. */
function readEventId(json: Json, received: Date): InboundId {
  const known = lenient(json, "eventId", id<InboundId>);
  if (known !== undefined) return known;
  const { eventType, messageId } = object(json);
  const isAboutOurs = !isAbsent(eventType) && !isAbsent(messageId);
  return isAboutOurs ? digest([eventType, messageId]) : bodyDigest(json, received);
}
