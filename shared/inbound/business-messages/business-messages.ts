import type { Address, MessageId } from "../../base/ids.ts";
import { id, type Json, member, object, refuse, text, time } from "../../base/json.ts";
import { lenient, lenientBoolean, lenientEnum, lenientList, optionalMember } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import { type BusinessMessagesWebhookType, businessMessagesWebhookType } from "../../envelope/webhook-type.ts";
import type {
  Content,
  Details,
  DetailsWithout,
  Event,
  Identity,
  MessageDetails,
  Receipt,
  SignInError,
  TappedSuggestion,
} from "../inbound.ts";
import { timeOfFact } from "../time-of-fact.ts";
import { readContext } from "./context.ts";
import { dedupeKey } from "./dedupe-key.ts";
import { readDialogflow } from "./dialogflow.ts";
import { lastSegment } from "./last-segment.ts";
import { readSurvey } from "./survey.ts";

/**
 * Reads what Business Messages sends: one JSON object with exactly one of `message`, `suggestionResponse`,
 * `authenticationResponse`, `surveyResponse`, `userStatus`, `receipts`. Unknown members are ignored, and so are malformed ones
 * that a fact can do without.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function readBusinessMessages(json: Json, received: Date): Details {
  const webhookType = businessMessagesWebhookType(object(json)) ?? refuse(json, "one of the known kinds");
  const address = id<Address>(member(json, "conversationId"));
  const content = member(json, webhookType);
  const when = timeOfFact(received, lenient(content, "createTime", time), lenient(json, "sendTime", time));
  return { id: dedupeKey(json, webhookType, received), address, ...when, ...readFact(json, webhookType, when.at) };
}

type Fact = DetailsWithout<keyof Identity>;

function readFact(json: Json, webhookType: BusinessMessagesWebhookType, at: Date): Fact {
  const content = member(json, webhookType);
  switch (webhookType) {
    case "message":
      return readMessage(json, content);
    case "suggestionResponse":
      return messageFact(json, readSuggestion(content));
    case "authenticationResponse":
      return messageFact(json, readSignIn(content));
    case "surveyResponse":
      return messageFact(json, readSurvey(content));
    case "userStatus":
      return { type: "event", event: readStatus(content) };
    case "receipts":
      return { type: "receipt", receipts: readReceipts(content, at) };
  }
}

function readMessage(json: Json, message: Json): Fact {
  const content = readText(optionalMember(message, "text", text) ?? "");
  return {
    ...messageFact(json, content),
    ...present({
      message: lenient(message, "messageId", id<MessageId>),
      dialogflow: lenient(json, "dialogflowResponse", readDialogflow),
    }),
  };
}

/** A response has no message id of its own, so it cannot be marked read. */
function messageFact(json: Json, content: Content): Omit<MessageDetails, keyof Identity> {
  return { type: "message", content, ...present({ context: lenient(json, "context", readContext) }) };
}

const IMAGE_URL = /^https:\/\/storage\.googleapis\.com\/business-messages-[a-z0-9-]+\/[^\s?]+\?(\S*)$/;

/** An image comes as a text that is a signed URL of Google's own bucket. Any other URL is a text that a user typed. */
function readText(text: string): Content {
  const query = IMAGE_URL.exec(text)?.[1]?.toLowerCase();
  const isSigned = query?.includes("x-goog-signature=") === true && query.includes("x-goog-expires=");
  return isSigned ? { type: "file", file: { url: text } } : { type: "text", text };
}

const SUGGESTIONS = { REPLY: "reply", ACTION: "action" } as const;

/** The reference calls the member `type`, the guides call it `suggestionType`. */
function readSuggestion(json: Json): TappedSuggestion {
  const kind = (key: string) => lenientEnum(json, key, SUGGESTIONS);
  return {
    type: "suggestion",
    kind: kind("type") ?? kind("suggestionType") ?? "unknown",
    ...present({
      postback: optionalMember(json, "postbackData", text),
      text: lenient(json, "text", text),
      to: lenient(json, "message", lastSegment),
    }),
  };
}

const SIGN_IN_ERRORS: Readonly<Record<string, SignInError>> = {
  INVALID_REQUEST: "invalid-request",
  ACCESS_DENIED: "access-denied",
  UNAUTHORIZED_CLIENT: "unauthorized-client",
  UNSUPPORTED_RESPONSE_TYPE: "unsupported-response-type",
  INVALID_SCOPE: "invalid-scope",
  SERVER_ERROR: "server-error",
  TEMPORARILY_UNAVAILABLE: "temporarily-unavailable",
};

/** The reference writes `redirectUri`, the guides write `redirect_uri`. */
function readSignIn(json: Json): Content {
  const code = optionalMember(json, "code", text);
  if (code === undefined) {
    return lenient(json, "errorDetails", readSignInError) ?? { type: "authentication-failed", error: "unknown" };
  }
  const redirectUri = lenient(json, "redirectUri", text) ?? lenient(json, "redirect_uri", text);
  return { type: "authentication", code, ...present({ redirectUri }) };
}

function readSignInError(json: Json): Content {
  const error = lenientEnum(json, "error", SIGN_IN_ERRORS) ?? "unknown";
  const description = lenient(json, "errorDescription", text);
  return { type: "authentication-failed", error, ...present({ description }) };
}

/**
 * The reference has one of the two flags, a guide shows both: a request for a person counts more than typing. Typing that
 * stopped is sent as false, and so may be a request that was withdrawn.
 */
function readStatus(json: Json): Event {
  const isRequested = optionalMember(json, "requestedLiveAgent", lenientBoolean);
  if (isRequested === true) return { type: "live-agent-requested" };
  const isTyping = optionalMember(json, "isTyping", lenientBoolean);
  return isTyping === undefined ? { type: "live-agent-withdrawn" } : { type: "typing", isTyping };
}

const RECEIPTS = { DELIVERED: "delivered", READ: "read" } as const;

/** An unknown or malformed receipt is ignored: the rest of the batch still counts. */
function readReceipts(json: Json, at: Date): readonly Receipt[] {
  const receipts = lenientList(json, "receipts", (receipt) => readReceipt(receipt, at));
  return receipts.length > 0 ? receipts : refuse(member(json, "receipts"), "a receipt for a message");
}

function readReceipt(json: Json, at: Date): Receipt {
  const type = lenientEnum(json, "receiptType", RECEIPTS);
  if (type === undefined || type === "unknown") return refuse(member(json, "receiptType"), "DELIVERED or READ");
  return { message: lastSegment(member(json, "message")), type, at };
}
