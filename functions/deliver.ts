import { raceAbort } from "../shared/base/abortable.ts";
import { PermanentError, statusOf, TransientError } from "../shared/base/errors.ts";
import type { HttpFunction, HttpResponse } from "../shared/base/http.ts";
import type { ConversationId } from "../shared/base/ids.ts";
import { describeError, type Log } from "../shared/base/log.ts";
import { type Delivery, type QueueMessage, readPush } from "../shared/envelope/push-request.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import { deadLetterTopic, type Kind } from "../shared/ports/topic.ts";
import type { TimeBudget } from "../shared/turn/time-budget.ts";

/** What every subscriber runs with, whatever it does with a fact. */
export interface SubscriberPorts {
  readonly publisher: Publisher;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** How a function handles one kind of fact. */
export interface Handler<T> {
  readonly kind: Kind;
  /** @throws PermanentError for what is none of this kind. */
  read(message: QueueMessage, published?: Date): T;
  /** Done when it resolves. @throws PermanentError for never again; anything else for again later. */
  handle(fact: T, budget: TimeBudget): Promise<void>;
}

/**
 * How long a delivery may work. After that it is answered 503, and Pub/Sub delivers it again after its back-off. An act that
 * began in time ends at most 10 s later. That is before the function's time-out of 55 s, and before the acknowledgement
 * deadline of 60 s.
 */
const DEADLINE_MS = 43_000;

/** The signal fires this long before the deadline. */
const SIGNAL_EARLY_MS = 3000;

/** @see https://cloud.google.com/pubsub/quotas#resource_limits */
const MAX_ATTRIBUTE_BYTES = 1024;

const ACKNOWLEDGED: HttpResponse = { status: 200 };
const AGAIN_LATER: HttpResponse = { status: 503, body: "Not done: deliver it again\n" };

/**
 * One delivery: reads it, handles it, answers Pub/Sub. 200 acknowledges it; 503, and 400 for what is no push request, ask for
 * another delivery. What can never be handled goes to the dead-letter topic of its kind with its reason, at once.
 */
export function subscriber<T>(handler: Handler<T>, ports: SubscriberPorts): HttpFunction {
  return async ({ body }) => {
    const delivery = readPush(body);
    if (delivery === undefined) return { status: 400, body: "Expected a push request of Pub/Sub\n" };
    try {
      await deliver(delivery, handler, ports);
      return ACKNOWLEDGED;
    } catch (error) {
      ports.log("ERROR", "delivery_failed", {
        ...fieldsOf(delivery, handler.kind),
        status: statusOf(error),
        error: describeError(error),
      });
      return AGAIN_LATER;
    }
  };
}

async function deliver<T>(delivery: Delivery, handler: Handler<T>, ports: SubscriberPorts): Promise<void> {
  try {
    const fact = handler.read(delivery.message, delivery.published);
    await withinTime(ports.clock, (budget) => handler.handle(fact, budget));
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const { reason } = error;
    await ports.publisher.publish(deadLetterTopic(handler.kind), withReason(delivery, error));
    ports.log("ERROR", "dead_lettered", { ...fieldsOf(delivery, handler.kind), reason, error: describeError(error) });
  }
}

async function withinTime(clock: SleepClock, work: (budget: TimeBudget) => Promise<void>): Promise<void> {
  const deadline = new Date(clock.now().getTime() + DEADLINE_MS);
  const done = new AbortController();
  try {
    const signal = abortAfter(DEADLINE_MS - SIGNAL_EARLY_MS, clock, done.signal);
    await raceAbort(work({ deadline, signal }), abortAfter(DEADLINE_MS, clock, done.signal));
  } finally {
    done.abort();
  }
}

/** Fires after so long, unless the work is done by then. */
function abortAfter(delayMs: number, clock: SleepClock, done: AbortSignal): AbortSignal {
  const controller = new AbortController();
  void clock.sleep(delayMs, done).then(() => {
    if (!done.aborted)
      controller.abort(new TransientError(`Cannot go on with the delivery: ${delayMs / 1000} s are up`));
  });
  return controller.signal;
}

/** The message with its reason, for whoever fixes it. Without an ordering key: a dead letter never holds back a conversation. */
function withReason({ message: { bytes, attributes } }: Delivery, error: PermanentError): QueueMessage {
  const words = Buffer.from(describeError(error)).subarray(0, MAX_ATTRIBUTE_BYTES).toString();
  return { bytes, attributes: { ...attributes, reason: error.reason, error: words.replace(/\uFFFD$/, "") } };
}

function fieldsOf({ message, attempt }: Delivery, kind: Kind): Parameters<Log>[2] {
  const { conversation, traceparent } = message.attributes;
  return { kind, attempt, traceparent, conversation: conversation as ConversationId | undefined };
}
