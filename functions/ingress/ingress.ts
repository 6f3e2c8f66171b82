import { tellError } from "../../shared/base/describe-error.ts";
import { type HttpFunction, type HttpResponse, header } from "../../shared/base/http.ts";
import { type Log, withTrace } from "../../shared/base/log.ts";
import { isTraceparent } from "../../shared/base/traceparent.ts";
import type { Envelope } from "../../shared/envelope/seal.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { KeyRing } from "../../shared/webhook/key-ring.ts";
import type { IngressConfig } from "../settings.ts";
import { decideWebhook, type ReceivedWebhook, type WebhookDecision } from "./decide-webhook.ts";
import { route, SIGNATURE_HEADER } from "./route.ts";
import { type TokenPorts, type TokenSource, tokenSource } from "./token-source.ts";
import { tokenUsage } from "./token-usage.ts";

/** What ingress works with. */
export interface IngressPorts extends TokenPorts {
  readonly publisher: Publisher;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** What Cloud Run sets beside `traceparent`. */
const CLOUD_TRACE_HEADER = "x-cloud-trace-context";

const ACKNOWLEDGED: HttpResponse = { status: 200 };
const NOT_DURABLE: HttpResponse = { status: 503, body: "Not stored: send it again\n" };

/**
 * Verifies, seals, publishes, then answers: 200 only after Pub/Sub has confirmed, and no work after the answer.
 * @param config The settings at the start; its ring is the first one.
 */
export function ingress(config: IngressConfig, ports: IngressPorts): HttpFunction {
  const tokens = tokenSource(config, ports);
  const logMatch = tokenUsage(ports);
  return async (request) => {
    const channel = route(request);
    if (typeof channel !== "string") return channel;
    const signature = request.headers[SIGNATURE_HEADER];
    const trace = { traceparent: header(request, "traceparent"), cloudTrace: header(request, CLOUD_TRACE_HEADER) };
    const webhook = { channel, body: request.body, signature, ...trace, received: ports.clock.now() };
    const { decision, ring } = await decide(webhook, config, tokens);
    if (decision.do === "publish") {
      logMatch(ring, decision.matched);
      return publish(decision.envelope, ports);
    }
    if (decision.do === "refuse") {
      const { reason, agent } = decision;
      ports.log("WARNING", "webhook_refused", { channel, reason, agent });
    }
    return decision.response;
  };
}

interface RingDecision {
  readonly decision: WebhookDecision;
  readonly ring: KeyRing;
}

/** Decides; when no token matches, once more with a newer ring, which may have a new token. */
async function decide(webhook: ReceivedWebhook, config: IngressConfig, tokens: TokenSource): Promise<RingDecision> {
  const decideWith = (ring: KeyRing): RingDecision => ({ decision: decideWebhook(webhook, { ...config, ring }), ring });
  const first = decideWith(await tokens.current());
  const { decision } = first;
  if (decision.do !== "refuse" || (decision.reason !== "wrong" && decision.reason !== "wrong-token")) return first;
  const newer = await tokens.refresh(first.ring);
  return newer === undefined ? first : decideWith(newer);
}

async function publish({ to, message }: Envelope, { publisher, log: untraced }: IngressPorts): Promise<HttpResponse> {
  const { traceparent } = message.attributes;
  const log = isTraceparent(traceparent) ? withTrace(untraced, traceparent) : untraced;
  try {
    await publisher.publish(to, message);
    if (to === "parked") log("WARNING", "webhook_parked", { reason: message.attributes.reason ?? "" });
    return ACKNOWLEDGED;
  } catch (error) {
    log("ERROR", "publish_failed", { kind: to, ...tellError(error) });
    return NOT_DURABLE;
  }
}
