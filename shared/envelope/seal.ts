import type { Brand } from "../base/brand.ts";
import type { AgentId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { Verified } from "../webhook/verify.ts";
import { classify } from "./classify.ts";
import { conversationId } from "./conversation.ts";
import type { Kind, ParkedReason } from "./kind.ts";
import { type QueueMessage, VERSION } from "./push-request.ts";

/** A verified webhook on its way through Pub/Sub: the exact signed bytes, and what routes them. Only `seal` makes one. */
export type Envelope = Brand<Addressed, "Envelope">;

interface Addressed {
  readonly to: Kind | "parked";
  readonly message: QueueMessage;
}

/** What `seal` needs to know besides the webhook. */
export interface SealOptions {
  readonly agents: ReadonlySet<AgentId>;
  readonly conversationKey: string;
  readonly received: Date;
  readonly traceparent: string | undefined;
}

/**
 * Puts a verified webhook into an envelope. Only messages are ordered, by conversation. A webhook that no function could
 * take is addressed to `parked` with its reason: it is authentic, so it is kept for a person.
 */
export function seal(webhook: Verified, options: SealOptions): Envelope {
  const { channel, agent, bytes } = webhook;
  const base = {
    channel,
    received: options.received.toISOString(),
    version: String(VERSION),
    ...present({ traceparent: options.traceparent }),
  };
  const sorted = classify(channel, webhook.json);
  if ("parked" in sorted || agent === undefined || !options.agents.has(agent)) {
    const reason: ParkedReason = "parked" in sorted ? sorted.parked : "agent-not-configured";
    return addressed({ to: "parked", message: { bytes, attributes: { ...base, reason } } });
  }
  const { kind, address } = sorted;
  const conversation = conversationId(options.conversationKey, { channel, agent, address });
  const attributes = { ...base, agent, kind, conversation };
  const ordering = kind === "message" ? { orderingKey: conversation } : {};
  return addressed({ to: kind, message: { bytes, attributes, ...ordering } });
}

function addressed(message: Addressed): Envelope {
  return message as Envelope;
}
