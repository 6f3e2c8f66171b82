import type { Brand } from "../base/brand.ts";
import { type AgentId, channelOf } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { Traceparent } from "../base/traceparent.ts";
import type { Verified } from "../webhook/verify.ts";
import { classify } from "./classify.ts";
import { conversationId } from "./conversation.ts";
import type { ParkedReason, WebhookKind } from "./kind.ts";
import { ATTRIBUTES_VERSION, type QueueMessage } from "./push-request.ts";

/** A verified webhook on its way through Pub/Sub: the exact signed bytes, and what routes them. Only `seal` makes one. */
export type Envelope = Brand<Contents, "Envelope">;

interface Contents {
  readonly to: WebhookKind | "parked";
  readonly message: QueueMessage;
}

/** What `seal` needs to know besides the webhook. */
export interface SealOptions {
  readonly agents: ReadonlySet<AgentId>;
  readonly conversationKey: string;
  readonly received: Date;
  readonly traceparent: Traceparent | undefined;
}

/**
 * Puts a verified webhook into an envelope. Only messages are ordered, by conversation. A webhook that no function can
 * take goes to `parked` with its reason: it is genuine, so it is kept for a person.
 */
export function seal(webhook: Verified, options: SealOptions): Envelope {
  const { channel, agent, bytes } = webhook;
  const common = {
    channel,
    received: options.received.toISOString(),
    version: String(ATTRIBUTES_VERSION),
    ...present({ traceparent: options.traceparent }),
  };
  const classified = classify(channel, webhook.json);
  // The channels share no agents: one of the other channel is none here.
  const isOurs = agent !== undefined && options.agents.has(agent) && channelOf(agent) === channel;
  if ("parked" in classified || !isOurs) {
    const unknown = agent === undefined ? "no-agent-named" : "agent-not-configured";
    const reason: ParkedReason = "parked" in classified ? classified.parked : unknown;
    return envelope({ to: "parked", message: { bytes, attributes: { ...common, reason } } });
  }
  const { kind, address } = classified;
  const conversation = conversationId(options.conversationKey, { channel, agent, address });
  const attributes = { ...common, agent, kind, conversation };
  const ordering = kind === "message" ? { orderingKey: conversation } : {};
  return envelope({ to: kind, message: { bytes, attributes, ...ordering } });
}

function envelope(contents: Contents): Envelope {
  return contents as Envelope;
}
