import type { AgentId, Channel } from "../../shared/base/ids.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { seal } from "../../shared/envelope/seal.ts";
import type { Inbound } from "../../shared/inbound/inbound.ts";
import { parse } from "../../shared/inbound/parse.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { verify } from "../../shared/webhook/verify.ts";
import { businessMessagesUser, rcsUser } from "../../simulator/phones/user.ts";
import { sign } from "../../simulator/webhooks/sign.ts";
import { businessMessagesWebhook, rcsWebhook, type WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "./any-envelope.ts";
import { AGENTS, type Fixture } from "./fixtures.ts";

/** When ingress accepts the webhooks of tests. */
export const RECEIVED = new Date("2026-11-20T10:15:15Z");

const TOKEN = "token";

type Webhook = Pick<Fixture, "channel" | "body">;

/** The webhook that holds an event. */
export function webhookOf(channel: Channel, event: WebhookEvent): Webhook {
  const { body } = channel === "rcs" ? rcsWebhook(event, TOKEN, anyEnvelope()) : businessMessagesWebhook(event, TOKEN);
  return { channel, body };
}

/** What ingress would put on the queue. */
export function sealed({ channel, body }: Webhook, received = RECEIVED): QueueMessage {
  const webhook = unwrap(channel, body);
  const verified = verify(webhook, sign(webhook.bytes ?? body, TOKEN), new Map([["*", [TOKEN]]]));
  if (typeof verified === "string") throw new Error(`The test's own signature is ${verified}`);
  const agents = new Set(AGENTS.map(({ agent }) => agent as AgentId));
  return seal(verified, { agents, conversationKey: "key", received, traceparent: undefined }).message;
}

/** The fact of type `type` that a webhook holds. */
export function factOf<T extends Inbound["type"]>(
  type: T,
  webhook: Webhook,
  received = RECEIVED,
): Extract<Inbound, { readonly type: T }> {
  const fact = parse(sealed(webhook, received));
  if (!isOf(fact, type)) throw new Error(`Expected a fact of type ${type}, got ${fact.type}`);
  return fact;
}

/** A user of the fixtures' RCS agent. */
export const ada = rcsUser({ phone: "+447700900123", agent: AGENTS[0].agent, clock: { now: () => RECEIVED } });

/** A user of the fixtures' Business Messages agent. */
export const maya = businessMessagesUser({
  conversation: "c1",
  agent: AGENTS[1].agent,
  clock: { now: () => RECEIVED },
});

function isOf<T extends Inbound["type"]>(fact: Inbound, type: T): fact is Extract<Inbound, { readonly type: T }> {
  return fact.type === type;
}
