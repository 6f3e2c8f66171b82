import type { Brand } from "./brand.ts";

/** Google's two products. Each has a wire format of its own. */
export type Channel = "rcs" | "business-messages";

/** RCS: the part before `@rbm.goog`. Business Messages: `brands/{brand}/agents/{agent}`. */
export type AgentId = Brand<string, "AgentId">;

/** A keyed hash that names one user's conversation with one agent. Safe in logs, keys and document ids. */
export type ConversationId = Brand<string, "ConversationId">;

/** Google's id of one message, the user's or ours: opaque, well-formed Unicode, 1 to 256 characters. */
export type MessageId = Brand<string, "MessageId">;

/** The key of one inbound fact. A fact that is sent again has the same key. */
export type InboundId = Brand<string, "InboundId">;

/** An id that we made for a call to Google: a UUIDv5, the same on every try. */
export type OutgoingId = Brand<string, "OutgoingId">;

/** How a conversation's user is addressed: an E.164 number (RCS) or a conversationId. Personal: never logged. */
export type Address = Brand<string, "Address">;

const RCS_SUFFIX = /@rbm\.goog$/;

const CONVERSATION = /^[A-Za-z0-9_-]{43}$/;
/** What anybody can publish may stand where an agent should: a phone number. */
const PHONE = /^\+?[\d\s().-]+$/;

/** True for what `conversationId` makes; anything else may be somebody's words. */
export function isConversationId(value: unknown): value is ConversationId {
  return typeof value === "string" && CONVERSATION.test(value);
}

/** True where the name says nothing about a person. */
export function isAgentName(name: string): boolean {
  return !PHONE.test(name) && !/\s/.test(name);
}

/** The channel whose agents have such names. */
export function channelOf(agent: string): Channel {
  return agent.includes("/") ? "business-messages" : "rcs";
}

/** Shortens an RCS agent id to the part before `@rbm.goog`; leaves a Business Messages agent as it is. */
export function agentId(channel: Channel, value: string): AgentId {
  return (channel === "rcs" ? value.replace(RCS_SUFFIX, "") : value) as AgentId;
}
