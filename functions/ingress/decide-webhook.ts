import type { HttpResponse } from "../../shared/base/http.ts";
import type { AgentId, Channel } from "../../shared/base/ids.ts";
import { parseJson } from "../../shared/base/json.ts";
import { present } from "../../shared/base/present.ts";
import { isTraceparent } from "../../shared/base/trace-context.ts";
import { type Envelope, seal } from "../../shared/envelope/seal.ts";
import { answerHandshake, type HandshakeAnswer } from "../../shared/webhook/answer-handshake.ts";
import type { TokenPlace } from "../../shared/webhook/key-ring.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { type SignatureRefusal, verify } from "../../shared/webhook/verify.ts";
import type { IngressConfig } from "../settings.ts";

/** A request to a webhook path. */
export interface ReceivedWebhook {
  readonly channel: Channel;
  readonly body: Buffer;
  readonly signature: string | undefined;
  readonly traceparent: string | undefined;
  readonly received: Date;
}

/** Publish it and acknowledge, refuse it (counted by reason), or only answer. */
export type WebhookDecision =
  | { readonly do: "publish"; readonly envelope: Envelope; readonly matched: TokenPlace }
  | {
      readonly do: "refuse";
      readonly reason: SignatureRefusal | "wrong-token";
      readonly agent?: AgentId;
      readonly response: HttpResponse;
    }
  | { readonly do: "answer"; readonly response: HttpResponse };

const PLAIN = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };

/** Decides about one webhook. A handshake is not signed: its token proves that it is Google's. */
export function decideWebhook(request: ReceivedWebhook, config: IngressConfig): WebhookDecision {
  const json = parseJson(request.body.toString());
  const handshake = answerHandshake(json, config.ring);
  if (handshake !== undefined) return decideHandshake(handshake);
  const webhook = unwrap(request.channel, request.body, json);
  const verified = verify(webhook, request.signature, config.ring);
  if (typeof verified === "string") return refuseSignature(verified, webhook.agent, config);
  const traceparent = isTraceparent(request.traceparent ?? "") ? request.traceparent : undefined;
  const { agents, conversationKey } = config;
  return {
    do: "publish",
    matched: verified.matched,
    envelope: seal(verified, { agents, conversationKey, received: request.received, traceparent }),
  };
}

/** Names the agent only when it is one of ours: a stranger can write any name. */
function refuseSignature(
  reason: SignatureRefusal,
  claimed: AgentId | undefined,
  { agents }: IngressConfig,
): WebhookDecision {
  const agent = claimed !== undefined && agents.has(claimed) ? claimed : undefined;
  return {
    do: "refuse",
    reason,
    ...present({ agent }),
    response: { status: 401, body: `X-Goog-Signature is ${reason}\n` },
  };
}

/** The body is the secret and nothing else: Google compares it. */
function decideHandshake(handshake: HandshakeAnswer): WebhookDecision {
  if (handshake === "wrong-token") {
    return {
      do: "refuse",
      reason: handshake,
      response: { status: 403, body: "clientToken is not in CLIENT_TOKENS\n" },
    };
  }
  if (handshake === "malformed") {
    return { do: "answer", response: { status: 400, body: "clientToken and secret must be strings\n" } };
  }
  return { do: "answer", response: { status: 200, headers: PLAIN, body: handshake.secret } };
}
