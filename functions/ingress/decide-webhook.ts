import type { HttpResponse } from "../../shared/base/http.ts";
import type { AgentId, Channel } from "../../shared/base/ids.ts";
import { isObject, parseJson } from "../../shared/base/json.ts";
import { keyedHash } from "../../shared/base/keyed-hash.ts";
import { present } from "../../shared/base/present.ts";
import { fromCloudTrace, isTraceparent, newTraceparent, type Traceparent } from "../../shared/base/traceparent.ts";
import { type Envelope, seal } from "../../shared/envelope/seal.ts";
import { answerHandshake, type HandshakeAnswer } from "../../shared/webhook/answer-handshake.ts";
import type { TokenPlace } from "../../shared/webhook/key-ring.ts";
import { unwrap, type Webhook } from "../../shared/webhook/unwrap.ts";
import { refuseForm, type SignatureHeader, type SignatureRefusal, verify } from "../../shared/webhook/verify.ts";
import type { IngressConfig } from "../settings.ts";
import { checkBody, MAX_HANDSHAKE_BYTES } from "./route.ts";

/** A request to a webhook path. */
export interface ReceivedWebhook {
  readonly channel: Channel;
  readonly body: Buffer | undefined;
  readonly signature: SignatureHeader;
  /** Its trace, as W3C writes it and as Cloud Run does. */
  readonly traceparent: string | undefined;
  readonly cloudTrace?: string | undefined;
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

const REFUSALS: Readonly<Record<SignatureRefusal, string>> = {
  missing: "X-Goog-Signature is missing",
  "more-than-one": "Expected one X-Goog-Signature, got more than one",
  malformed: "X-Goog-Signature is malformed",
  wrong: "X-Goog-Signature is wrong",
};
const PLAIN = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };

/**
 * Decides about one webhook. A handshake is not signed: its token proves that it is Google's. What is not signed can be nothing
 * else. A malformed signature is refused first, because the body was not read.
 */
export function decideWebhook(request: ReceivedWebhook, config: IngressConfig): WebhookDecision {
  const refused = refuseForm(request.signature);
  if (refused === "malformed" || refused === "more-than-one") return refuseSignature(refused, undefined, config);
  const body = checkBody(request.body);
  if ("status" in body) return { do: "answer", response: body };
  if (refused === "missing" && body.length > MAX_HANDSHAKE_BYTES) return refuseSignature(refused, undefined, config);
  const json = parseJson(body.toString());
  const handshake = answerHandshake(json, config.ring);
  if (handshake !== undefined) return decideHandshake(handshake);
  if (refused === "missing") return refuseSignature(refused, undefined, config);
  return hinted(decideSigned(unwrap(request.channel, body, json), request, config), request.channel, json);
}

function decideSigned(webhook: Webhook, request: ReceivedWebhook, config: IngressConfig): WebhookDecision {
  const verified = verify(webhook, request.signature, config.ring);
  if (typeof verified === "string") return refuseSignature(verified, webhook.agent, config);
  const { agents, conversationKey } = config;
  const traceparent = traceOf(request) ?? newTraceparent(keyedHash(conversationKey, verified.bytes));
  return {
    do: "publish",
    matched: verified.matched,
    envelope: seal(verified, { agents, conversationKey, received: request.received, traceparent }),
  };
}

/** A handshake succeeds on either path, so a URL with the wrong one shows only here. Its signature is not what is to be mended. */
function hinted(decision: WebhookDecision, channel: Channel, json: unknown): WebhookDecision {
  if (decision.do !== "refuse" || !isOfOtherChannel(channel, json)) return decision;
  const path = channel === "rcs" ? "/business-messages" : "/rcs";
  return {
    ...decision,
    response: { status: 401, body: `X-Goog-Signature is wrong here: such a body goes to ${path}\n` },
  };
}

function isOfOtherChannel(channel: Channel, json: unknown): boolean {
  if (!isObject(json)) return false;
  const isRcs = isObject(json.message) && typeof json.message.data === "string" && json.conversationId === undefined;
  return channel === "rcs" ? typeof json.conversationId === "string" : isRcs;
}

/** What comes with the request. Without it, a webhook begins a trace, and a repeated one the same. */
function traceOf({ traceparent, cloudTrace }: ReceivedWebhook): Traceparent | undefined {
  return isTraceparent(traceparent) ? traceparent : fromCloudTrace(cloudTrace);
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
    response: { status: 401, body: `${REFUSALS[reason]}\n` },
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
