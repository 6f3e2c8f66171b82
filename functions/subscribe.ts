import { PermanentError } from "../shared/base/errors.ts";
import type { HttpAnswer, HttpFunction } from "../shared/base/http.ts";
import { describeError, type Log } from "../shared/base/log.ts";
import type { Clock, Publisher } from "../shared/effect/ports.ts";
import type { Kind } from "../shared/envelope/kind.ts";
import { type Delivery, readPush } from "../shared/envelope/queue.ts";
import type { Inbound } from "../shared/inbound/inbound.ts";
import { parse } from "../shared/inbound/parse.ts";

/** What every subscriber needs of the world, whatever it does with a fact. */
export interface SubscriberPorts {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
}

/** How a function handles its kind of fact. */
export interface Handler<T extends Inbound> {
  readonly kind: Kind;
  readonly type: T["type"];
  /** Done when it resolves. @throws PermanentError for never again; anything else for again later. */
  handle(fact: T, moment: Moment): Promise<void>;
}

/** When a delivery is handled. */
export interface Moment {
  /** The fact is so young that READ and typing still mean something. A backlog and a replay are not. */
  readonly isLive: boolean;
}

/** READ and typing are for facts that ingress accepted less than two minutes ago. */
const LIVE_MS = 120_000;

const ACKNOWLEDGED: HttpAnswer = { status: 200 };
const AGAIN_LATER: HttpAnswer = { status: 503, body: "Not done: deliver it again\n" };

/**
 * One delivery: read it, handle it, answer Pub/Sub. 200 acknowledges; 503 asks for another delivery. What can never be
 * handled goes to the dead-letter topic of its kind with its reason, at once.
 */
export function subscriber<T extends Inbound>(handler: Handler<T>, ports: SubscriberPorts): HttpFunction {
  return async ({ body }) => {
    const delivery = readPush(body);
    if (delivery === undefined) return { status: 400, body: "Expected a push request of Pub/Sub\n" };
    try {
      await deliver(delivery, handler, ports);
      return ACKNOWLEDGED;
    } catch (error) {
      ports.log("ERROR", "delivery_failed", { ...about(delivery, handler), error: describeError(error) });
      return AGAIN_LATER;
    }
  };
}

async function deliver<T extends Inbound>(
  delivery: Delivery,
  handler: Handler<T>,
  ports: SubscriberPorts,
): Promise<void> {
  try {
    const fact = parse(delivery.message);
    if (!isOf(fact, handler.type)) throw new PermanentError("wrong-topic", `Cannot handle ${fact.type} here`);
    const isLive = ports.clock.now().getTime() - fact.received.getTime() < LIVE_MS;
    await handler.handle(fact, { isLive });
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    await ports.publisher.publish(`${handler.kind}-dead`, withReason(delivery, error.reason));
    const { reason } = error;
    ports.log("ERROR", "dead_lettered", { ...about(delivery, handler), reason, error: describeError(error) });
  }
}

function isOf<T extends Inbound>(fact: Inbound, type: T["type"]): fact is T {
  return fact.type === type;
}

/** A dead letter has no order to keep, and must never hold back its conversation. */
function withReason({ message: { bytes, attributes } }: Delivery, reason: string): Delivery["message"] {
  return { bytes, attributes: { ...attributes, reason } };
}

function about({ message, attempt }: Delivery, { kind }: Pick<Handler<Inbound>, "kind">): Parameters<Log>[2] {
  const { traceparent } = message.attributes;
  return {
    kind,
    ...(attempt === undefined ? {} : { attempt }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
