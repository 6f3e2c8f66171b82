import { ApiError } from "./api-error.ts";
import type { Act, ApiRequest, Call, Representative } from "./call.ts";
import { bodyFields, type Fields, objectField, optionalTextField, textField, wordField } from "./schema.ts";

/** @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages */
const MAX_LENGTH = 3072;

const EVENTS: Readonly<Record<EventType, Act>> = {
  TYPING_STARTED: { type: "typing" },
  TYPING_STOPPED: { type: "typing-stopped" },
  REPRESENTATIVE_JOINED: { type: "representative-joined" },
  REPRESENTATIVE_LEFT: { type: "representative-left" },
};

const EVENT_TYPES = ["TYPING_STARTED", "TYPING_STOPPED", "REPRESENTATIVE_JOINED", "REPRESENTATIVE_LEFT"] as const;

type EventType = (typeof EVENT_TYPES)[number];

/**
 * `POST /v1/conversations/{conversation}/messages`: a text for the user. Cards, images and suggestions are not taken yet.
 * @throws ApiError
 */
export function readMessage({ body }: ApiRequest, [conversation = ""]: readonly string[]): Call {
  const fields = bodyFields(body, ["messageId", "representative", "text", "fallback"]);
  const id = textField(fields, "messageId");
  const text = textField(fields, "text");
  const longest = Math.max(text.length, optionalTextField(fields, "fallback")?.length ?? 0);
  if (longest > MAX_LENGTH)
    throw new ApiError(400, `Cannot take body: expected texts of at most ${MAX_LENGTH} characters`);
  const act: Act = { type: "message", text, representative: readRepresentative(fields) };
  return remembered({ conversation, path: "messages", id, act, resource: fields.value });
}

/** `POST /v1/conversations/{conversation}/events`: typing, or a representative who comes or goes. @throws ApiError */
export function readEvent({ body, query }: ApiRequest, [conversation = ""]: readonly string[]): Call {
  const id = query.get("eventId") ?? "";
  if (id === "") throw new ApiError(400, "Cannot take the call: expected the query parameter eventId");
  const fields = bodyFields(body, ["eventType", "representative"]);
  if (fields.value.representative !== undefined) readRepresentative(fields);
  const act = EVENTS[wordField(fields, "eventType", EVENT_TYPES)];
  return remembered({ conversation, path: "events", id, act, resource: fields.value });
}

/** `PATCH /v1/conversations/{conversation}/messages/{message}/receipt`: the user's message was read. @throws ApiError */
export function readReceipt({ body }: ApiRequest, [conversation = "", message = ""]: readonly string[]): Call {
  const fields = bodyFields(body, ["receiptType"]);
  wordField(fields, "receiptType", ["READ"]);
  return {
    channel: "business-messages",
    method: "PATCH",
    path: "receipt",
    agent: undefined,
    address: conversation,
    id: message,
    act: { type: "read", message },
    resource: { name: `conversations/${conversation}/messages/${message}/receipt`, ...fields.value },
    idKey: undefined,
  };
}

function readRepresentative(fields: Fields): Representative {
  const of = objectField(fields, "representative", ["representativeType", "displayName", "avatarImage"]);
  const displayName = optionalTextField(of, "displayName");
  const type = wordField(of, "representativeType", ["BOT", "HUMAN"] as const);
  return { type, ...(displayName === undefined ? {} : { displayName }) };
}

/** Messages and events of a conversation have a namespace each. */
function remembered(
  call: Pick<Call, "id" | "act" | "resource"> & { readonly conversation: string; readonly path: "messages" | "events" },
): Call {
  const { conversation, path, id, act, resource } = call;
  const name = `conversations/${conversation}/${path}/${id}`;
  return {
    channel: "business-messages",
    method: "POST",
    path,
    agent: undefined,
    address: conversation,
    id,
    act,
    resource: { name, ...resource },
    idKey: name,
  };
}
