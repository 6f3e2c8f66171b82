import { v5 } from "uuid";
import type { ConversationId, InboundId, OutgoingId } from "../base/ids.ts";

/** What an outgoing call is to the fact that caused it: the n-th reply, or one of the signals. */
export type Step = number | "read" | "typing" | "typing-stopped";

/** Drawn once; another value would make every running deployment answer again what it has answered. */
const NAMESPACE = "5e0f3f8c-6a0e-4c59-9d1e-0d7a3a1c2b64";

/**
 * The id of a call to Google: UUIDv5 of conversation, inbound fact and step. A retry, a duplicate webhook and a replay
 * repeat it, and Google ignores what repeats an id.
 */
export function outgoingId(
  of: { readonly conversation: ConversationId; readonly id: InboundId },
  step: Step,
): OutgoingId {
  return v5(JSON.stringify([of.conversation, of.id, step]), NAMESPACE) as OutgoingId;
}
