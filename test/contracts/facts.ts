import { randomBytes, randomUUID } from "node:crypto";
import type { Address, AgentId, ConversationId, InboundId, MessageId, OutgoingId } from "../../shared/base/ids.ts";
import type { OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import type { Timer } from "../../shared/conversation/timer.ts";
import type { InboundEvent, InboundMessage, Receipt, ReceiptType } from "../../shared/inbound/inbound.ts";
import { parse } from "../../shared/inbound/parse.ts";
import { text as textReply } from "../../shared/reply/reply.ts";

interface FactOptions {
  readonly conversation?: ConversationId;
  readonly id?: string;
  readonly at?: Date;
  readonly text?: string;
}

export function anyConversation(): ConversationId {
  return randomBytes(32).toString("base64url") as ConversationId;
}

export function anyOutgoingId(): OutgoingId {
  return randomUUID() as OutgoingId;
}

/** The name under which receipts know a message of ours. */
export function messageId(id: OutgoingId): MessageId {
  return id as string as MessageId;
}

/** A time of 20 November 2026, given in milliseconds after noon. */
export function noon(plusMs = 0): Date {
  return new Date(Date.UTC(2026, 10, 20, 12) + plusMs);
}

export function messageFact({ id = randomUUID(), text = "Hello", ...options }: FactOptions = {}): InboundMessage {
  const fact = parseRcs("message", { ...options, json: { messageId: id, text } });
  if (fact.type !== "message") throw new Error(`Cannot make a message: the parser read a fact of type ${fact.type}`);
  return fact;
}

export function eventFact({ id = randomUUID(), ...options }: FactOptions = {}): InboundEvent {
  const fact = parseRcs("event", { ...options, json: { eventId: id, eventType: "IS_TYPING" } });
  if (fact.type !== "event") throw new Error(`Cannot make an event: the parser read a fact of type ${fact.type}`);
  return fact;
}

/** What another system asked for. */
export function outboundFact(options: FactOptions = {}): OutboundRequest {
  return { type: "outbound", ...placed(options), command: { type: "say", reply: textReply(options.text ?? "Hello") } };
}

/** A time of ours that has come. */
export function deadlineFact(options: FactOptions = {}): Timer {
  return { type: "timer", ...placed(options), purpose: { type: "mode" } };
}

export function receipt(message: MessageId, type: ReceiptType, at: Date): Receipt {
  return { message, type, at };
}

function parseRcs(
  kind: string,
  { conversation = anyConversation(), at = noon(), json }: FactOptions & { json: object },
) {
  const body = { agentId: "my_agent", senderPhoneNumber: "+14155550100", sendTime: at.toISOString(), ...json };
  const attributes = { channel: "rcs", agent: "my_agent", kind, conversation, received: noon().toISOString() };
  return parse({ bytes: Buffer.from(JSON.stringify(body)), attributes });
}

function placed({ conversation = anyConversation(), id = randomUUID(), at = noon() }: FactOptions) {
  const address = "+14155550100" as Address;
  const agent = "my_agent" as AgentId;
  return { channel: "rcs", agent, address, conversation, id: id as InboundId, at, received: noon() } as const;
}
