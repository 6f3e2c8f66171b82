import type { Address, InboundId, MessageId } from "../base/ids.ts";
import * as read from "../base/read.ts";
import { type Json, member } from "../base/read.ts";
import { contentKey } from "./content-key.ts";
import type {
  Content,
  Context,
  Details,
  Event,
  EventDetails,
  File,
  MessageDetails,
  Receipt,
  ReceiptsDetails,
  Suggestion,
  SurveyAnswer,
} from "./inbound.ts";

/**
 * Reads what Business Messages sends: one JSON object with exactly one of `message`, `suggestionResponse`,
 * `authenticationResponse`, `surveyResponse`, `userStatus`, `receipts`.
 * @throws PermanentError with reason `unreadable`.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function readBusinessMessages(json: Json, received: Date): Details {
  const address = read.id<Address>(member(json, "conversationId"));
  const sendTime = read.optionalTime(member(json, "sendTime")) ?? received;
  const fact = readFact(json, sendTime);
  return { address, ...fact, id: dedupeKey(json, fact) };
}

type Unidentified<T> = Omit<T, "address" | "id">;

type Fact = Unidentified<MessageDetails> | Unidentified<ReceiptsDetails> | Unidentified<EventDetails>;

function readFact(json: Json, sendTime: Date): Fact {
  const receipts = member(json, "receipts");
  if (!read.isAbsent(receipts)) return readReceipts(receipts, sendTime);
  const status = member(json, "userStatus");
  if (!read.isAbsent(status)) return { type: "event", at: createTime(status, sendTime), event: readStatus(status) };
  return readMessage(json, sendTime);
}

function readReceipts(json: Json, sendTime: Date): Fact {
  const at = createTime(json, sendTime);
  const receipts = read.list(member(json, "receipts")).map((receipt) => readReceipt(receipt, at));
  return { type: "receipt", at, receipts: receipts.filter((receipt) => receipt !== undefined) };
}

/** `undefined` for a type that is omitted or that this release does not know; the rest of the batch still counts. */
function readReceipt(json: Json, at: Date): Receipt | undefined {
  const message = lastSegment(member(json, "message"));
  const type = read.optionalText(member(json, "receiptType"));
  if (type === "DELIVERED") return { message, type: "delivered", at };
  return type === "READ" ? { message, type: "read", at } : undefined;
}

/** Google documents one of the two; a string "false" is false, and typing that stopped is sent as false. */
function readStatus(json: Json): Event {
  const wish = member(json, "requestedLiveAgent");
  if (!read.isAbsent(wish) && read.boolean(wish)) return { type: "live-agent-requested" };
  return { type: "typing", isTyping: read.boolean(member(json, "isTyping")) };
}

function readMessage(json: Json, sendTime: Date): Fact {
  const context = readContext(member(json, "context"));
  const common = { type: "message" as const, ...(context === undefined ? {} : { context }) };
  const message = member(json, "message");
  if (!read.isAbsent(message)) {
    const isAutoResponded = readAutoResponded(member(json, "dialogflowResponse"));
    const id = read.id<MessageId>(member(message, "messageId"));
    const content = readText(read.optionalText(member(message, "text")) ?? "");
    return { ...common, at: createTime(message, sendTime), message: id, content, isAutoResponded };
  }
  const [response, content] = readResponse(json);
  return { ...common, at: createTime(response, sendTime), content };
}

function readResponse(json: Json): readonly [Json, Content] {
  const suggestion = member(json, "suggestionResponse");
  if (!read.isAbsent(suggestion)) return [suggestion, readSuggestion(suggestion)];
  const authentication = member(json, "authenticationResponse");
  if (!read.isAbsent(authentication)) return [authentication, readAuthentication(authentication)];
  const survey = member(json, "surveyResponse");
  if (!read.isAbsent(survey)) return [survey, readSurvey(survey)];
  return read.refuse(json, "one of the known kinds");
}

const IMAGE_URL = /^https:\/\/storage\.googleapis\.com\/business-messages-[a-z0-9-]+\/[^\s?]+\?(\S*)$/;

/** An image is a text that is nothing but a signed URL of Google's own bucket; users can type other URLs. */
function readText(text: string): Content {
  const query = IMAGE_URL.exec(text)?.[1]?.toLowerCase();
  const isSigned = query?.includes("x-goog-signature=") === true && query.includes("x-goog-expires=");
  return isSigned ? { type: "file", file: { url: text } satisfies File } : { type: "text", text };
}

/** References name the enum `type`, guides `suggestionType`. */
function readSuggestion(json: Json): Suggestion {
  const kind = read.optionalText(member(json, "type")) ?? read.optionalText(member(json, "suggestionType"));
  const to = member(json, "message");
  return {
    type: "suggestion",
    kind: kind === "REPLY" ? "reply" : kind === "ACTION" ? "action" : "unknown",
    ...present({
      postback: read.optionalText(member(json, "postbackData")),
      text: read.optionalText(member(json, "text")),
    }),
    ...(read.isAbsent(to) ? {} : { to: lastSegment(to) }),
  };
}

/** References write `redirectUri`, guides `redirect_uri`. */
function readAuthentication(json: Json): Content {
  const code = read.optionalText(member(json, "code"));
  if (code === undefined) {
    const details = member(json, "errorDetails");
    const string = (key: string) => (read.isAbsent(details) ? undefined : read.optionalText(member(details, key)));
    const error = string("error") ?? "ERROR_UNSPECIFIED";
    const description = string("errorDescription");
    return { type: "authentication-failed", error, ...present({ description }) };
  }
  const uri = read.optionalText(member(json, "redirectUri")) ?? read.optionalText(member(json, "redirect_uri"));
  return { type: "authentication", code, ...present({ redirectUri: uri }) };
}

function readSurvey(json: Json): SurveyAnswer {
  const string = (key: string) => read.optionalText(member(json, key));
  const integer = (key: string) => read.optionalNumber(member(json, key));
  return {
    type: "survey",
    ...present({
      survey: string("survey")?.replace(/^.*\//, ""),
      question: string("surveyQuestionId"),
      text: string("questionResponseText") ?? string("feedback"),
      postback: string("questionResponsePostbackData"),
      rating: string("rating"),
      index: integer("questionIndex"),
      count: integer("totalQuestionCount"),
    }),
  };
}

function readContext(json: Json): Context | undefined {
  if (read.isAbsent(json)) return undefined;
  const string = (key: string, of: Json = json) => (read.isAbsent(of) ? undefined : read.optionalText(member(of, key)));
  const widget = member(json, "widget");
  return present({
    locale: string("resolvedLocale") ?? string("userDeviceLocale", member(json, "userInfo")),
    displayName: string("displayName", member(json, "userInfo")),
    entryPoint: string("entryPoint"),
    placeId: string("placeId"),
    nearPlaceId: string("nearPlaceId"),
    customContext: string("customContext"),
    widgetUrl: string("url", widget),
    widgetContext: string("widgetContext", widget),
  });
}

function readAutoResponded(json: Json): boolean {
  if (read.isAbsent(json)) return false;
  const autoResponded = member(json, "autoResponded");
  return !read.isAbsent(autoResponded) && read.boolean(autoResponded);
}

/** The first that exists: requestId, messageId, or a key made of what the body says. */
function dedupeKey(json: Json, fact: Fact): InboundId {
  const requestId = member(json, "requestId");
  if (!read.isAbsent(requestId)) return read.id(requestId);
  if (fact.type === "message" && fact.message !== undefined) return fact.message as string as InboundId;
  return contentKey(json.value);
}

function createTime(json: Json, sendTime: Date): Date {
  return read.optionalTime(member(json, "createTime")) ?? sendTime;
}

/** `conversations/C/messages/M` is M. */
function lastSegment(json: Json): MessageId {
  const name = read.text(json);
  return read.id<MessageId>({ value: name.slice(name.lastIndexOf("/") + 1), path: json.path });
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value. */
function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
