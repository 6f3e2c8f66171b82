import { type HttpAnswer, type HttpFunction, header } from "../../shared/base/http.ts";
import { describeError, type Log } from "../../shared/base/log.ts";
import type { Clock, Publisher } from "../../shared/effect/ports.ts";
import type { Envelope } from "../../shared/envelope/seal.ts";
import { onWebhook, type Trust } from "./on-webhook.ts";
import { route } from "./route.ts";

/** What ingress needs of the world. */
export interface IngressPorts {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
}

const ACKNOWLEDGED: HttpAnswer = { status: 200 };
const NOT_DURABLE: HttpAnswer = { status: 503, body: "Not stored: send it again\n" };

/** Verifies, seals, publishes, answers; 200 only after Pub/Sub has confirmed, and nothing after the answer. */
export function ingress(trust: Trust, ports: IngressPorts): HttpFunction {
  return async (request) => {
    const routed = route(request);
    if ("status" in routed) return routed;
    const decision = onWebhook(
      {
        ...routed,
        signature: header(request, "x-goog-signature"),
        traceparent: header(request, "traceparent"),
        received: ports.clock.now(),
      },
      trust,
    );
    if (decision.do === "publish") return publish(decision.envelope, ports);
    if (decision.do === "refuse") {
      const agent = decision.agent === undefined ? {} : { agent: decision.agent };
      ports.log("WARNING", "webhook_refused", { channel: routed.channel, reason: decision.reason, ...agent });
    }
    return decision.answer;
  };
}

async function publish({ to, message }: Envelope, { publisher, log }: IngressPorts): Promise<HttpAnswer> {
  try {
    await publisher.publish(to, message);
    if (to === "parked") log("WARNING", "webhook_parked", { reason: message.attributes.reason ?? "" });
    return ACKNOWLEDGED;
  } catch (error) {
    log("ERROR", "publish_failed", { kind: to, error: describeError(error) });
    return NOT_DURABLE;
  }
}
