import {
  CLOCK_SKEW_MS,
  DELIVERY_MS,
  FENCE_MS,
  FUNCTION_TIMEOUT_MS,
  GIVE_UP_ATTEMPT,
  MAX_FAILURES,
} from "../shared/base/budgets.ts";
import { describeError } from "../shared/base/describe-error.ts";
import { NotDurableError, PermanentError, statusOf, TransientError } from "../shared/base/errors.ts";
import type { HttpFunction, HttpResponse } from "../shared/base/http.ts";
import { isConversationId } from "../shared/base/ids.ts";
import type { Log } from "../shared/base/log.ts";
import { present } from "../shared/base/present.ts";
import { isTraceparent } from "../shared/base/traceparent.ts";
import { type Delivery, firstPublished, type QueueMessage, readPush } from "../shared/envelope/push-request.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import { deadLetterTopic, type Kind } from "../shared/ports/topic.ts";
import type { TimeBudget } from "../shared/turn/time-budget.ts";
import { withinTime } from "./within-time.ts";

/** What every subscriber runs with, whatever it does with a fact. */
export interface SubscriberPorts {
  readonly publisher: Publisher;
  readonly history: History;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** How a function handles one kind of fact. */
export interface Handler<T> {
  readonly kind: Kind;
  /**
   * @param published When it was first published: dead letters and redrives do not make it younger.
   * @throws PermanentError for what is none of this kind.
   */
  read(message: QueueMessage, published?: Date): T;
  /** Done when it resolves. @throws PermanentError for never again, TransientError for again later; anything else is counted. */
  handle(fact: T, budget: TimeBudget): Promise<void>;
  /** Called before the fact becomes a dead letter, unless what it needs was away for too long. */
  giveUp?(fact: T, budget: TimeBudget): Promise<void>;
}

/** @see https://cloud.google.com/pubsub/quotas#resource_limits */
const MAX_ATTRIBUTE_BYTES = 1024;

const ACKNOWLEDGED: HttpResponse = { status: 200 };
const AGAIN_LATER: HttpResponse = { status: 503, body: "Not done: deliver it again\n" };

/**
 * One delivery: reads it, handles it, answers Pub/Sub. 200 acknowledges it; 503, and 400 for what is no push request, ask for
 * another delivery.
 *
 * | failure | what becomes of it |
 * |---|---|
 * | PermanentError | a dead letter at once, with its reason |
 * | TransientError, NotDurableError | another delivery, for hours; then a dead letter, `away-too-long` |
 * | anything else, such as a bot that throws | another delivery; after five failures a dead letter, `failed-too-often` |
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
  const begunMs = ports.clock.now().getTime();
  let fact: T | undefined;
  try {
    const read = handler.read(delivery.message, firstPublished(delivery));
    fact = read;
    const time = { deadlineMs: begunMs + DELIVERY_MS, untilMs: begunMs + FENCE_MS, attempt: delivery.attempt };
    await withinTime(time, ports.clock, (budget) => handler.handle(read, budget));
  } catch (failure) {
    const error = await judge(failure, delivery, ports);
    if (error === undefined) throw failure;
    if (error.reason !== "away-too-long" && (await isOfErased(delivery, ports))) {
      ports.log("INFO", "erased_ignored", fieldsOf(delivery, handler.kind));
      return;
    }
    await giveUp({ delivery, begunMs, fact, error }, handler, ports);
  }
}

/** The error with which a message becomes a dead letter; `undefined` asks for another delivery. */
async function judge(
  error: unknown,
  { id, attempt = 1 }: Delivery,
  { history, clock }: SubscriberPorts,
): Promise<PermanentError | undefined> {
  if (error instanceof PermanentError) return error;
  if (isPassing(error)) {
    if (attempt < GIVE_UP_ATTEMPT) return undefined;
    return new PermanentError("away-too-long", `Cannot handle it: ${attempt} deliveries failed`, { cause: error });
  }
  const failures = await history.countFailure(id, clock.now());
  if (failures < MAX_FAILURES) return undefined;
  return new PermanentError("failed-too-often", `Cannot handle it: it failed ${failures} times`, { cause: error });
}

/** True for what was published before its user was erased: it becomes no dead letter again. What names no conversation does. */
async function isOfErased(delivery: Delivery, { history }: SubscriberPorts): Promise<boolean> {
  const { conversation } = delivery.message.attributes;
  const published = firstPublished(delivery);
  if (!isConversationId(conversation) || published === undefined) return false;
  const erased = (await history.load(conversation)).state?.erased;
  return erased !== undefined && published <= erased;
}

/** A delivery that is the last one of its message. */
interface LastDelivery<T> {
  readonly delivery: Delivery;
  readonly begunMs: number;
  /** Missing when the message could not be read. */
  readonly fact: T | undefined;
  readonly error: PermanentError;
}

/** Makes a dead letter. A user who gets no answer is told so first, in what is left of the delivery's time. */
async function giveUp<T>(
  { delivery, begunMs, fact, error }: LastDelivery<T>,
  handler: Handler<T>,
  { clock, publisher, log }: SubscriberPorts,
): Promise<void> {
  if (fact !== undefined && error.reason !== "away-too-long") {
    const untilMs = begunMs + FUNCTION_TIMEOUT_MS - CLOCK_SKEW_MS;
    const time = { deadlineMs: begunMs + FENCE_MS, untilMs, attempt: delivery.attempt };
    try {
      await withinTime(time, clock, async (budget) => handler.giveUp?.(fact, budget));
    } catch (failure) {
      // Any other failure may come back each time: it must not keep a dead letter from people.
      if (isPassing(failure) && (delivery.attempt ?? 1) < GIVE_UP_ATTEMPT) throw failure;
      log("ERROR", "give_up_failed", { ...fieldsOf(delivery, handler.kind), error: describeError(failure) });
    }
  }
  await publisher.publish(deadLetterTopic(handler.kind), withReason(delivery, error));
  log("ERROR", "dead_lettered", {
    ...fieldsOf(delivery, handler.kind),
    reason: error.reason,
    error: describeError(error),
  });
}

function isPassing(error: unknown): boolean {
  return error instanceof TransientError || error instanceof NotDurableError;
}

/**
 * The message with its reason, for whoever fixes it, and with the time when it was first published, from which its age counts
 * when it is sent again. Without an ordering key: a dead letter never holds back a conversation.
 */
function withReason(delivery: Delivery, error: PermanentError): QueueMessage {
  const { bytes, attributes } = delivery.message;
  const words = Buffer.from(describeError(error)).subarray(0, MAX_ATTRIBUTE_BYTES).toString();
  const published = firstPublished(delivery)?.toISOString();
  const added = { reason: error.reason, error: words.replace(/\uFFFD$/, ""), ...present({ published }) };
  return { bytes, attributes: { ...attributes, ...added } };
}

/** What anybody who publishes can write into an attribute is logged in our own forms or not at all. */
function fieldsOf({ message, attempt }: Delivery, kind: Kind): Parameters<Log>[2] {
  const { conversation, traceparent } = message.attributes;
  return {
    kind,
    attempt,
    traceparent: isTraceparent(traceparent) ? traceparent : undefined,
    conversation: isConversationId(conversation) ? conversation : undefined,
  };
}
