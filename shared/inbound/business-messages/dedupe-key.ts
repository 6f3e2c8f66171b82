import { createHash } from "node:crypto";
import type { InboundId } from "../../base/ids.ts";
import { id, type Json, jsonText, member, text } from "../../base/json.ts";
import { isAbsent, lenient, lenientList } from "../../base/lenient.ts";
import type { BusinessMessagesWebhookType } from "../../envelope/webhook-type.ts";

/** Beside its kind, conversation and time: what makes a fact that fact, however often it is sent. */
const IDENTITY: Readonly<Record<Exclude<BusinessMessagesWebhookType, "message" | "receipts">, readonly string[]>> = {
  suggestionResponse: ["message", "postbackData", "text"],
  authenticationResponse: ["code"],
  surveyResponse: ["survey", "surveyQuestionId"],
  userStatus: ["isTyping", "requestedLiveAgent"],
};

/**
 * The key under which a fact is known for ever: its request id; its message id; else a digest of its kind, its conversation,
 * its time and what identifies it. Where no time and no one-time code is told either, of the whole body with the time it was
 * sent: to take a repeat for new is better than to take something new for a repeat.
 * @throws PermanentError when an id is none.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export function dedupeKey(json: Json, told: BusinessMessagesWebhookType): InboundId {
  const requestId = member(json, "requestId");
  if (!isAbsent(requestId.value)) return id(requestId);
  const content = member(json, told);
  if (told === "message") return id(member(content, "messageId"));
  const createTime = member(content, "createTime").value ?? "";
  const isTimed = createTime !== "" || !isAbsent(member(content, "code").value);
  if (!isTimed) return digest(json.value);
  const identity = told === "receipts" ? pairs(content) : IDENTITY[told].map((key) => member(content, key).value);
  return digest([told, member(json, "conversationId").value, createTime, identity]);
}

/** Message and type of each receipt, in no order of Google's. */
function pairs(json: Json): readonly string[] {
  const told = lenientList(json, "receipts", (one) => ["message", "receiptType"].map((key) => lenient(one, key, text)));
  return told.map((pair) => JSON.stringify(pair)).sort();
}

/** SHA-256 in base64url, 43 characters. */
function digest(value: unknown): InboundId {
  const text = jsonText({ value, path: "" });
  return createHash("sha256").update(text).digest("base64url") as InboundId;
}
