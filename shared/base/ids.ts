import type { Brand } from "./brand.ts";

/** The two products. A channel decides the wire format; nothing else does. */
export type Channel = "rcs" | "business-messages";

/** RCS: the part before `@rbm.goog`. Business Messages: `brands/{brand}/agents/{agent}`. */
export type AgentId = Brand<string, "AgentId">;

/** A keyed hash that names one user's conversation with one agent. Safe in logs, keys and document ids. */
export type ConversationId = Brand<string, "ConversationId">;

/** Google's id of one message, the user's or ours: opaque, well-formed Unicode, 1 to 256 characters. */
export type MessageId = Brand<string, "MessageId">;

/** The key under which one inbound fact is known for ever; repeats of the fact repeat it. */
export type InboundId = Brand<string, "InboundId">;

/** An id that we made for a call to Google: a UUIDv5, the same on every try. */
export type OutgoingId = Brand<string, "OutgoingId">;

/** Where a conversation's user is reached: an E.164 number (RCS) or a conversationId. Personal: never logged. */
export type Address = Brand<string, "Address">;

const RCS_SUFFIX = /@rbm\.goog$/;

/** Brings both spellings of an RCS agent id to the short one; a Business Messages agent stays as it is. */
export function agentId(channel: Channel, value: string): AgentId {
  return (channel === "rcs" ? value.replace(RCS_SUFFIX, "") : value) as AgentId;
}
