import { beforeAbort } from "../shared/base/deadline.ts";
import { PermanentError } from "../shared/base/errors.ts";
import type { HttpAnswer, HttpFunction } from "../shared/base/http.ts";
import type { ConversationId } from "../shared/base/ids.ts";
import { describeError, type Log } from "../shared/base/log.ts";
import { deadLetterTopic, type Publisher } from "../shared/effect/ports.ts";
import { type Delivery, readPush } from "../shared/envelope/delivery.ts";
import type { Inbound } from "../shared/inbound/inbound.ts";
import { parse } from "../shared/inbound/parse.ts";

/** What every subscriber needs of the world, whatever it does with a fact. */
export interface SubscriberPorts {
  readonly publisher: Publisher;
  readonly log: Log;
}

/** How a function handles its kind of fact. */
export interface Handler<T extends Inbound> {
  readonly kind: T["type"];
  /** Done when it resolves. @throws PermanentError for never again; anything else for again later. */
  handle(fact: T): Promise<void>;
}

/**
 * What takes longer is delivered again. Together with a dead letter's publish it stays below the function's time-out of 55 s,
 * and that below the ack deadline of 60 s, so that no two deliveries of a message run side by side.
 */
const DEADLINE_MS = 45_000;

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
    if (!isOf(fact, handler.kind)) throw new PermanentError("wrong-topic", `Cannot handle a ${fact.type} here`);
    await beforeAbort(handler.handle(fact), AbortSignal.timeout(DEADLINE_MS));
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    await ports.publisher.publish(deadLetterTopic(handler.kind), withReason(delivery, error.reason));
    const { reason } = error;
    ports.log("ERROR", "dead_lettered", { ...about(delivery, handler), reason, error: describeError(error) });
  }
}

function isOf<T extends Inbound>(fact: Inbound, kind: T["type"]): fact is T {
  return fact.type === kind;
}

/** A dead letter has no order to keep, and must never hold back its conversation. */
function withReason({ message: { bytes, attributes } }: Delivery, reason: string): Delivery["message"] {
  return { bytes, attributes: { ...attributes, reason } };
}

function about<T extends Inbound>({ message, attempt }: Delivery, { kind }: Handler<T>): Parameters<Log>[2] {
  const { conversation, traceparent } = message.attributes;
  return { kind, attempt, traceparent, conversation: conversation as ConversationId | undefined };
}
