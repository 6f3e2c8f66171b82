import { isObject } from "../shared/base/read.ts";
import { ApiError } from "./api-error.ts";
import { EVENT, MESSAGE, RECEIPT, SURVEY } from "./business-messages-schema.ts";
import {
  type Act,
  type ApiRequest,
  type Call,
  type CallPath,
  PLAIN_CALL,
  type ReadCall,
  type Representative,
} from "./call.ts";
import { mediaOf, needsOf, readContent } from "./content.ts";
import { type Body, readBody } from "./schema.ts";

const NOTICES: Readonly<Record<string, "representative-joined" | "representative-left">> = {
  REPRESENTATIVE_JOINED: "representative-joined",
  REPRESENTATIVE_LEFT: "representative-left",
};

/** `POST /v1/conversations/{conversation}/messages`: text, an image or cards, with suggestions. @throws ApiError */
export const readMessage = inConversation(({ body: bytes, query }, conversation) => {
  const body = readBody(bytes, MESSAGE);
  const { name: _name, messageId, representative, fallback, containsRichText, ...content } = body;
  const isForced = query.get("forceFallback") === "true";
  if (isForced && typeof fallback !== "string") {
    throw new ApiError(400, "Cannot force the fallback: expected the message to have one");
  }
  const shown = isForced ? { text: String(fallback) } : readContent(rich(content, containsRichText));
  const act: Act = {
    type: "message",
    ...shown,
    representative: readRepresentative(representative),
    ...(typeof fallback === "string" && shown.content !== undefined ? { fallback } : {}),
  };
  const call = remembered(conversation, "messages", { id: String(messageId), body });
  return { ...call, act, needs: isForced ? [] : needsOf(content), media: mediaOf(content) };
});

/** `POST /v1/conversations/{conversation}/events`: typing, or a representative who comes or goes. @throws ApiError */
export const readEvent = inConversation(({ body: bytes, query }, conversation) => {
  const id = readId(query, "eventId");
  const body = readBody(bytes, EVENT);
  return { ...remembered(conversation, "events", { id, body }), act: readAct(body) };
});

/** `POST /v1/conversations/{conversation}/surveys`: asks how it was. @throws ApiError */
export const readSurvey = inConversation(({ body: bytes, query }, conversation) => {
  const id = readId(query, "surveyId");
  const body = readBody(bytes, SURVEY);
  return { ...remembered(conversation, "surveys", { id, body }), act: { type: "survey" }, needs: ["SURVEY"] };
});

/** `PATCH /v1/conversations/{conversation}/messages/{message}/receipt`: the user's message was read. @throws ApiError */
export const readReceipt = inConversation(({ body: bytes }, conversation, message) => {
  const body = readBody(bytes, RECEIPT);
  const name = `conversations/${conversation}/messages/${message}/receipt`;
  const call = remembered(conversation, "receipt", { id: message, body: {} });
  const resource = { ...body, name };
  return { ...call, method: "PATCH", act: { type: "read", message }, resource, idKey: undefined };
});

/** A conversation that is unknown, or not this partner's, is answered 403 and not 404. */
function inConversation(read: (request: ApiRequest, conversation: string, message: string) => Call): ReadCall {
  return (request, [conversation = "", message = ""], { conversations }) => {
    if (conversations === undefined || Object.hasOwn(conversations, conversation)) {
      return read(request, conversation, message);
    }
    throw new ApiError(403, "Cannot take the conversation: expected one of this partner");
  };
}

function readId(query: URLSearchParams, name: string): string {
  const id = query.get(name) ?? "";
  if (id === "") throw new ApiError(400, `Cannot take the call: expected the query parameter ${name}`);
  return id;
}

function rich(content: Body, containsRichText: unknown): Body {
  return containsRichText === true ? { ...content, containsRichText } : content;
}

function readAct({ eventType, representative }: Body): Act {
  const notice = NOTICES[String(eventType)];
  if (notice === undefined) return { type: eventType === "TYPING_STOPPED" ? "typing-stopped" : "typing" };
  return { type: notice, ...(representative !== undefined && { representative: readRepresentative(representative) }) };
}

function readRepresentative(value: unknown): Representative {
  const { representativeType, displayName } = isObject(value) ? value : {};
  const type = representativeType === "HUMAN" ? "HUMAN" : "BOT";
  return { type, ...(typeof displayName === "string" ? { displayName } : {}) };
}

/** Messages, events and surveys of a conversation have a namespace each. */
function remembered(
  conversation: string,
  path: CallPath,
  { id, body }: { readonly id: string; readonly body: Body },
): Omit<Call, "act"> {
  const name = `conversations/${conversation}/${path}/${id}`;
  return {
    ...PLAIN_CALL,
    channel: "business-messages",
    path,
    agent: undefined,
    address: conversation,
    id,
    resource: { ...body, name },
    idKey: name,
  };
}
