import { createHash } from "node:crypto";
import type { InboundId } from "../../base/ids.ts";
import { id, type Json, jsonText, member, text } from "../../base/json.ts";
import { isAbsent, lenient, lenientList } from "../../base/lenient.ts";
import type { BusinessMessagesWebhookType } from "../../envelope/webhook-type.ts";

/** The members that are the same whenever a fact is sent again. Its kind, conversation and time identify it, too. */
const IDENTITY: Readonly<Record<Exclude<BusinessMessagesWebhookType, "message" | "receipts">, readonly string[]>> = {
  suggestionResponse: ["message", "postbackData", "text"],
  authenticationResponse: ["code"],
  surveyResponse: ["survey", "surveyQuestionId"],
  userStatus: ["isTyping", "requestedLiveAgent"],
};

/**
 * The key by which a fact is recognised when it is sent again: its request id, else its message id, else a digest of its kind,
 * its conversation, its time and what identifies it. Without a time and without a one-time code, the digest is of the whole
 * body, sending time included: to handle a repeat as new is better than to drop something new as a repeat.
 * @throws PermanentError when an id is none.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export function dedupeKey(json: Json, webhookType: BusinessMessagesWebhookType): InboundId {
  const requestId = member(json, "requestId");
  if (!isAbsent(requestId.value)) return id(requestId);
  const content = member(json, webhookType);
  if (webhookType === "message") return id(member(content, "messageId"));
  const createTime = member(content, "createTime").value ?? "";
  const isTimed = createTime !== "" || !isAbsent(member(content, "code").value);
  if (!isTimed) return digest(json.value);
  const identity =
    webhookType === "receipts" ? receiptPairs(content) : IDENTITY[webhookType].map((key) => member(content, key).value);
  return digest([webhookType, member(json, "conversationId").value, createTime, identity]);
}

/** Message and type of each receipt, sorted, because Google may order them differently. */
function receiptPairs(json: Json): readonly string[] {
  const receipts = lenientList(json, "receipts", (one) =>
    ["message", "receiptType"].map((key) => lenient(one, key, text)),
  );
  return receipts.map((pair) => JSON.stringify(pair)).sort();
}

/** SHA-256 in base64url, 43 characters. */
function digest(value: unknown): InboundId {
  const text = jsonText({ value, path: "" });
  return createHash("sha256").update(text).digest("base64url") as InboundId;
}
