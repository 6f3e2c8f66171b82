import { EVENT, MESSAGE, RECEIPT, type REPRESENTATIVE, SURVEY } from "./business-messages-schema.ts";
import {
  type ApiCall,
  type CallAct,
  type CallContext,
  type CallPath,
  type IncomingCall,
  type MessageAct,
  PLAIN_CALL,
  type ReadCall,
  type Representative,
} from "./call.ts";
import { capabilitiesNeeded, mediaOf, readContent } from "./content.ts";
import { TRUE } from "./fields.ts";
import { readBody } from "./read-body.ts";
import { refusal } from "./refusals.ts";
import type { Body, Infer } from "./schema.ts";

const ACTS = {
  TYPING_STARTED: "typing",
  TYPING_STOPPED: "typing-stopped",
  REPRESENTATIVE_JOINED: "representative-joined",
  REPRESENTATIVE_LEFT: "representative-left",
} as const;

/** `POST /v1/conversations/{conversation}/messages`: text, an image or cards, with suggestions. @throws ApiError */
export const readMessage = inConversation(({ body: bytes, query }, { conversation }, { advise }) => {
  const body = readBody(bytes, MESSAGE, advise);
  const { name: _name, messageId, representative, fallback, containsRichText, ...content } = body;
  const forced = TRUE.test(query.get("forceFallback") ?? "") ? readFallback(fallback) : undefined;
  const shown = forced ?? readContent(containsRichText === true ? { ...content, containsRichText } : content);
  const act: CallAct = {
    type: "message",
    ...shown,
    representative: readRepresentative(representative),
    ...(fallback !== undefined && shown.content !== undefined ? { fallback } : {}),
  };
  const call = callWithId(conversation, "messages", { id: messageId, body });
  return {
    ...call,
    act,
    neededCapabilities: forced === undefined ? capabilitiesNeeded(content) : [],
    media: mediaOf(content),
  };
});

/** `POST /v1/conversations/{conversation}/events`: typing, or a representative who joins or leaves. @throws ApiError */
export const readEvent = inConversation(({ body: bytes, query }, { conversation }, context) => {
  const id = readId(query, "eventId", context);
  const body = readBody(bytes, EVENT, context.advise);
  return { ...callWithId(conversation, "events", { id, body }), act: readEventAct(body) };
});

/** `POST /v1/conversations/{conversation}/surveys`: sends the agent's survey. @throws ApiError */
export const readSurvey = inConversation(({ body: bytes, query }, { conversation }, context) => {
  const id = readId(query, "surveyId", context);
  const body = readBody(bytes, SURVEY, context.advise);
  return {
    ...callWithId(conversation, "surveys", { id, body }),
    act: { type: "survey" },
    neededCapabilities: ["SURVEY"],
  };
});

/** `PATCH /v1/conversations/{conversation}/messages/{message}/receipt`: marks the user's message read. @throws ApiError */
export const readReceipt = inConversation(({ body: bytes }, { conversation, message }, { advise }) => {
  const body = readBody(bytes, RECEIPT, advise);
  const name = `conversations/${conversation}/messages/${message}/receipt`;
  const call = callWithId(conversation, "receipt", { id: message, body: {} });
  const resource = { ...body, name };
  return { ...call, method: "PATCH", act: { type: "read", message }, resource, idKey: undefined };
});

/** What the path of a call names. */
interface Place {
  readonly conversation: string;
  /** Empty when the path names none. */
  readonly message: string;
}

/** Google answers 403, not 404, for a conversation that is unknown or belongs to another partner. */
function inConversation(read: (request: IncomingCall, place: Place, context: CallContext) => ApiCall): ReadCall {
  return (request, [conversation = "", message = ""], context) => {
    const { conversations } = context;
    if (conversations === undefined || Object.hasOwn(conversations, conversation)) {
      return read(request, { conversation, message }, context);
    }
    throw refusal("unknown-conversation");
  };
}

/** No page calls these ids required. @throws ApiError 400 when it is missing and the contract refuses that. */
function readId(query: URLSearchParams, name: string, { advise, uuid }: CallContext): string {
  const id = query.get(name) ?? "";
  if (id === "") advise("missing-id", name);
  return id || uuid();
}

function readFallback(fallback: string | undefined): Pick<MessageAct, "text" | "content"> {
  if (fallback !== undefined) return { text: fallback };
  throw refusal("no-fallback-to-force");
}

function readEventAct({ eventType, representative }: Infer<typeof EVENT>): CallAct {
  const type = ACTS[eventType];
  if (type === "typing" || type === "typing-stopped" || representative === undefined) return { type };
  return { type, representative: readRepresentative(representative) };
}

function readRepresentative({ representativeType: type, displayName }: Infer<typeof REPRESENTATIVE>): Representative {
  return { type, ...(displayName !== undefined && { displayName }) };
}

/** Within a conversation, the ids of messages, of events and of surveys are separate. */
function callWithId(
  conversation: string,
  path: CallPath,
  { id, body }: { readonly id: string; readonly body: Body },
): Omit<ApiCall, "act"> {
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
