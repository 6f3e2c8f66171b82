import type { HttpResponse } from "../../shared/base/http.ts";
import type { AgentId, Channel } from "../../shared/base/ids.ts";
import { parseJson } from "../../shared/base/json.ts";
import { present } from "../../shared/base/present.ts";
import { type Envelope, seal } from "../../shared/envelope/seal.ts";
import { type Handshake, handshake } from "../../shared/webhook/handshake.ts";
import type { TokenPlace } from "../../shared/webhook/key-ring.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { type Refusal, verify } from "../../shared/webhook/verify.ts";
import type { IngressConfig } from "../settings.ts";

/** A request to a webhook path. */
export interface ReceivedWebhook {
  readonly channel: Channel;
  readonly body: Buffer;
  readonly signature: string | undefined;
  readonly traceparent: string | undefined;
  readonly received: Date;
}

/** To publish and acknowledge, to refuse (counted by reason), or just to answer. */
export type WebhookDecision =
  | { readonly do: "publish"; readonly envelope: Envelope; readonly matched: TokenPlace }
  | {
      readonly do: "refuse";
      readonly reason: Refusal | "wrong-token";
      readonly agent?: AgentId;
      readonly answer: HttpResponse;
    }
  | { readonly do: "answer"; readonly answer: HttpResponse };

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const PLAIN = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };

/** Decides about one webhook. A handshake need not be signed: it is proven by the token that it holds. */
export function onWebhook(request: ReceivedWebhook, config: IngressConfig): WebhookDecision {
  const json = parseJson(request.body.toString());
  const greeting = handshake(json, config.ring);
  if (greeting !== undefined) return onHandshake(greeting);
  const webhook = unwrap(request.channel, request.body, json);
  const verified = verify(webhook, request.signature, config.ring);
  if (typeof verified === "string") return refuseSignature(verified, webhook.agent, config);
  const traceparent = TRACEPARENT.test(request.traceparent ?? "") ? request.traceparent : undefined;
  const { agents, conversationKey } = config;
  return {
    do: "publish",
    matched: verified.matched,
    envelope: seal(verified, { agents, conversationKey, received: request.received, traceparent }),
  };
}

/** Only an agent of ours is named: what a stranger claims is not worth a log line. */
function refuseSignature(reason: Refusal, claimed: AgentId | undefined, { agents }: IngressConfig): WebhookDecision {
  const agent = claimed !== undefined && agents.has(claimed) ? claimed : undefined;
  return {
    do: "refuse",
    reason,
    ...present({ agent }),
    answer: { status: 401, body: `X-Goog-Signature is ${reason}\n` },
  };
}

/** The bare secret and nothing else: Google compares it. */
function onHandshake(greeting: Handshake): WebhookDecision {
  if (greeting === "wrong-token") {
    return { do: "refuse", reason: greeting, answer: { status: 403, body: "clientToken is not in CLIENT_TOKENS\n" } };
  }
  if (greeting === "malformed") {
    return { do: "answer", answer: { status: 400, body: "clientToken and secret must be strings\n" } };
  }
  return { do: "answer", answer: { status: 200, headers: PLAIN, body: greeting.secret } };
}
