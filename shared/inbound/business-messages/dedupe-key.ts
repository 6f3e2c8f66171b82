import type { InboundId } from "../../base/ids.ts";
import { id, type Json, member, text } from "../../base/json.ts";
import { isAbsent, lenient, lenientList } from "../../base/lenient.ts";
import type { BusinessMessagesWebhookType } from "../../envelope/webhook-type.ts";
import { bodyDigest, digest } from "../body-digest.ts";

/** The members that are the same whenever a fact is sent again. Its kind, conversation and time identify it, too. */
const IDENTITY: Readonly<Record<Exclude<BusinessMessagesWebhookType, "message" | "receipts">, readonly string[]>> = {
  suggestionResponse: ["message", "postbackData", "text"],
  authenticationResponse: ["code"],
  surveyResponse: ["survey", "surveyQuestionId"],
  userStatus: ["isTyping", "requestedLiveAgent"],
};

/**
 * The key by which a fact is recognised when it is sent again: its request id, else its message id, else a digest of its kind,
 * its conversation, its time and what identifies it. Without a time and without a one-time code, it is `bodyDigest`. An id that
 * is none counts as missing.
 * @throws PermanentError when the body is nested too deeply.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export function dedupeKey(json: Json, webhookType: BusinessMessagesWebhookType, received: Date): InboundId {
  const requestId = lenient(json, "requestId", id<InboundId>);
  if (requestId !== undefined) return requestId;
  const content = member(json, webhookType);
  if (webhookType === "message") return lenient(content, "messageId", id<InboundId>) ?? bodyDigest(json, received);
  const createTime = member(content, "createTime").value ?? "";
  const isTimed = createTime !== "" || !isAbsent(member(content, "code").value);
  if (!isTimed) return bodyDigest(json, received);
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
