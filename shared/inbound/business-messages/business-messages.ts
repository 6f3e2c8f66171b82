import type { Address, MessageId } from "../../base/ids.ts";
import { id, type Json, member, object, refuse, text, time } from "../../base/json.ts";
import { lenient, lenientBoolean, lenientEnum, lenientList, optionalMember } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import { type BusinessMessagesWebhookType, businessMessagesWebhookType } from "../../envelope/webhook-type.ts";
import type {
  Content,
  Details,
  Event,
  EventDetails,
  MessageDetails,
  Receipt,
  ReceiptsDetails,
  SignInError,
  TappedSuggestion,
} from "../inbound.ts";
import { readContext } from "./context.ts";
import { dedupeKey } from "./dedupe-key.ts";
import { readDialogflow } from "./dialogflow.ts";
import { lastSegment } from "./last-segment.ts";
import { readSurvey } from "./survey.ts";

/**
 * Reads what Business Messages sends: one JSON object with exactly one of `message`, `suggestionResponse`,
 * `authenticationResponse`, `surveyResponse`, `userStatus`, `receipts`. Members that nobody
 * knows are passed over, and so are odd ones that no fact is known by.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function readBusinessMessages(json: Json, received: Date): Details {
  const told = businessMessagesWebhookType(object(json)) ?? refuse(json, "one of the known kinds");
  const address = id<Address>(member(json, "conversationId"));
  const content = member(json, told);
  const at = lenient(content, "createTime", time) ?? lenient(json, "sendTime", time) ?? received;
  return { id: dedupeKey(json, told), address, at, ...readTold(json, told, at) };
}

type Unidentified<T> = Omit<T, "address" | "id" | "at">;

type Fact = Unidentified<MessageDetails> | Unidentified<ReceiptsDetails> | Unidentified<EventDetails>;

function readTold(json: Json, told: BusinessMessagesWebhookType, at: Date): Fact {
  const content = member(json, told);
  switch (told) {
    case "message":
      return readMessage(json, content);
    case "suggestionResponse":
      return response(json, readSuggestion(content));
    case "authenticationResponse":
      return response(json, readSignIn(content));
    case "surveyResponse":
      return response(json, readSurvey(content));
    case "userStatus":
      return { type: "event", event: readStatus(content) };
    case "receipts":
      return { type: "receipt", receipts: readReceipts(content, at) };
  }
}

function readMessage(json: Json, message: Json): Fact {
  const content = readText(optionalMember(message, "text", text) ?? "");
  return {
    ...response(json, content),
    message: id<MessageId>(member(message, "messageId")),
    ...present({ dialogflow: lenient(json, "dialogflowResponse", readDialogflow) }),
  };
}

/** A user's answer has no message id of its own, so it cannot be marked read. */
function response(json: Json, content: Content): Unidentified<MessageDetails> {
  return { type: "message", content, ...present({ context: lenient(json, "context", readContext) }) };
}

const IMAGE_URL = /^https:\/\/storage\.googleapis\.com\/business-messages-[a-z0-9-]+\/[^\s?]+\?(\S*)$/;

/** An image is a text that is nothing but a signed URL of Google's own bucket; users can type other URLs. */
function readText(text: string): Content {
  const query = IMAGE_URL.exec(text)?.[1]?.toLowerCase();
  const isSigned = query?.includes("x-goog-signature=") === true && query.includes("x-goog-expires=");
  return isSigned ? { type: "file", file: { url: text } } : { type: "text", text };
}

const SUGGESTIONS = { REPLY: "reply", ACTION: "action" } as const;

/** References name the enum `type`, guides `suggestionType`. */
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

/** References write `redirectUri`, guides `redirect_uri`. */
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
 * Google documents one of the two flags; a guide shows both. A wish for a person outweighs typing. The string "false" is
 * false; typing that stopped is sent as false, and so may be a wish that no longer stands.
 */
function readStatus(json: Json): Event {
  const isWanted = optionalMember(json, "requestedLiveAgent", lenientBoolean);
  if (isWanted === true) return { type: "live-agent-requested" };
  const isTyping = optionalMember(json, "isTyping", lenientBoolean);
  return isTyping === undefined ? { type: "live-agent-withdrawn" } : { type: "typing", isTyping };
}

const RECEIPTS = { DELIVERED: "delivered", READ: "read" } as const;

/** A receipt that tells nothing known, or is odd, is passed over: the rest of the batch still counts. */
function readReceipts(json: Json, at: Date): readonly Receipt[] {
  const receipts = lenientList(json, "receipts", (receipt) => readReceipt(receipt, at));
  return receipts.length > 0 ? receipts : refuse(member(json, "receipts"), "a receipt for a message");
}

function readReceipt(json: Json, at: Date): Receipt {
  const type = lenientEnum(json, "receiptType", RECEIPTS);
  if (type === undefined || type === "unknown") return refuse(member(json, "receiptType"), "DELIVERED or READ");
  return { message: lastSegment(member(json, "message")), type, at };
}
