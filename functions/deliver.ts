import {
  CLOCK_SKEW_MS,
  DELIVERY_MS,
  FENCE_MS,
  FUNCTION_TIMEOUT_MS,
  GIVE_UP_ATTEMPT,
  MAX_FAILURES,
} from "../shared/base/budgets.ts";
import { describeError, tellError } from "../shared/base/describe-error.ts";
import { NotDurableError, PausedError, PermanentError, statusOf, TransientError } from "../shared/base/errors.ts";
import type { HttpFunction, HttpResponse } from "../shared/base/http.ts";
import { isConversationId } from "../shared/base/ids.ts";
import type { Log } from "../shared/base/log.ts";
import { present } from "../shared/base/present.ts";
import { type Delivery, firstPublished, type QueueMessage, readPush } from "../shared/envelope/push-request.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import { deadLetterTopic, type Kind } from "../shared/ports/topic.ts";
import type { FallbackOutcome } from "../shared/turn/fall-back.ts";
import type { TimeBudget } from "../shared/turn/time-budget.ts";
import type { TurnOutcome } from "../shared/turn/turn-outcome.ts";
import { type DeliveryReport, type FactFields, openDeliveryReport } from "./delivery-report.ts";
import { withinTime } from "./within-time.ts";

/** What every subscriber runs with, whatever it does with a fact. */
export interface SubscriberPorts {
  readonly publisher: Publisher;
  readonly history: History;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** What came of a delivery, as the log tells it. */
type DeliveryOutcome = TurnOutcome | `fallback-${FallbackOutcome}` | "merged" | "recorded" | "set-again";

/** How a function handles one kind of fact. */
export interface Handler<T> {
  readonly kind: Kind;
  /**
   * @param published When it was first published: dead letters and redrives do not make it younger.
   * @throws PermanentError for what is none of this kind.
   */
  read(message: QueueMessage, published?: Date): T;
  /** What the log tells of it. */
  about?(fact: T): FactFields;
  /**
   * Done when it resolves, to what came of it.
   * @param log Puts the delivery's trace on each line.
   * @throws PermanentError for never again, TransientError for again later; anything else is counted.
   */
  handle(fact: T, budget: TimeBudget, log: Log): Promise<DeliveryOutcome | undefined>;
  /** Called before the fact becomes a dead letter, unless what it needs was away for too long. */
  giveUp?(fact: T, budget: TimeBudget, log: Log): Promise<unknown>;
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
 * | PausedError | a dead letter at once, `paused`, about which nobody is called: `heliograph resume` sends it again |
 * | TransientError, NotDurableError | another delivery, for hours; then a dead letter, `away-too-long` |
 * | anything else, such as a bot that throws | another delivery; after five failures a dead letter, `failed-too-often` |
 */
export function subscriber<T>(handler: Handler<T>, ports: SubscriberPorts): HttpFunction {
  return async ({ body }) => {
    const delivery = readPush(body);
    if (delivery === undefined) return { status: 400, body: "Expected a push request of Pub/Sub\n" };
    const report = openDeliveryReport(delivery, handler.kind, ports);
    const { log } = report;
    try {
      await deliver({ delivery, report }, handler, { ...ports, log });
      return ACKNOWLEDGED;
    } catch (error) {
      log("ERROR", "delivery_failed", { ...report.fields(), status: statusOf(error), ...tellError(error) });
      return AGAIN_LATER;
    }
  };
}

interface ReportedDelivery {
  readonly delivery: Delivery;
  readonly report: DeliveryReport;
}

async function deliver<T>(
  { delivery, report }: ReportedDelivery,
  handler: Handler<T>,
  ports: SubscriberPorts,
): Promise<void> {
  const begunMs = ports.clock.now().getTime();
  let fact: T | undefined;
  try {
    const read = handler.read(delivery.message, firstPublished(delivery));
    fact = read;
    if (handler.about !== undefined) report.about(handler.about(read));
    const time = { ...report.scope, deadlineMs: begunMs + DELIVERY_MS, untilMs: begunMs + FENCE_MS };
    const work = { ...time, attempt: delivery.attempt };
    const outcome = await withinTime(work, ports.clock, (budget) => handler.handle(read, budget, ports.log));
    ports.log("INFO", "delivery_done", { ...report.fields(), outcome });
  } catch (failure) {
    const error = await judge(failure, delivery, ports);
    if (error === undefined) throw failure;
    if (error.reason !== "away-too-long" && (await isOfErased(delivery, ports))) {
      ports.log("INFO", "erased_ignored", report.fields());
      return;
    }
    await giveUp({ delivery, report, begunMs, fact, error }, handler, ports);
  }
}

/** The error with which a message becomes a dead letter; `undefined` asks for another delivery. */
async function judge(
  error: unknown,
  { id, attempt = 1 }: Delivery,
  { history, clock }: SubscriberPorts,
): Promise<LastError | undefined> {
  if (error instanceof PermanentError || error instanceof PausedError) return error;
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

/** What a message becomes a dead letter with. */
type LastError = PermanentError | PausedError;

/** A delivery that is the last one of its message. */
interface LastDelivery<T> extends ReportedDelivery {
  readonly begunMs: number;
  /** Missing when the message could not be read. */
  readonly fact: T | undefined;
  readonly error: LastError;
}

/** There is nothing to be sorry for: it will be answered. */
const UNTOLD: readonly string[] = ["away-too-long", "paused"];

/** Makes a dead letter. A user who gets no answer is told so first, in what is left of the delivery's time. */
async function giveUp<T>(
  { delivery, report, begunMs, fact, error }: LastDelivery<T>,
  handler: Handler<T>,
  { clock, publisher, log }: SubscriberPorts,
): Promise<void> {
  if (fact !== undefined && !UNTOLD.includes(error.reason)) {
    const untilMs = begunMs + FUNCTION_TIMEOUT_MS - CLOCK_SKEW_MS;
    const time = { ...report.scope, deadlineMs: begunMs + FENCE_MS, untilMs, attempt: delivery.attempt };
    try {
      await withinTime(time, clock, async (budget) => handler.giveUp?.(fact, budget, log));
    } catch (failure) {
      // Any other failure may come back each time: it must not keep a dead letter from people.
      if (isPassing(failure) && (delivery.attempt ?? 1) < GIVE_UP_ATTEMPT) throw failure;
      log("ERROR", "give_up_failed", { ...report.fields(), ...tellError(failure) });
    }
  }
  await publisher.publish(deadLetterTopic(handler.kind), withReason(delivery, error, report));
  if (error instanceof PausedError) return log("INFO", "fact_held", report.fields());
  log("ERROR", "dead_lettered", { ...report.fields(), reason: error.reason, ...tellError(error) });
}

function isPassing(error: unknown): boolean {
  return error instanceof TransientError || error instanceof NotDurableError;
}

/**
 * The message with its reason, for whoever fixes it, with its trace, and with the time when it was first published, from which its age
 * counts when it is sent again. Without an ordering key: a dead letter never holds back a conversation.
 */
function withReason(delivery: Delivery, error: LastError, { scope }: DeliveryReport): QueueMessage {
  const { bytes, attributes } = delivery.message;
  const words = Buffer.from(describeError(error)).subarray(0, MAX_ATTRIBUTE_BYTES).toString();
  const published = firstPublished(delivery)?.toISOString();
  const attempts = delivery.attempt === undefined ? undefined : String(delivery.attempt);
  const added = { reason: error.reason, error: words.replace(/\uFFFD$/, ""), ...present({ published, attempts }) };
  const { traceparent } = scope;
  return { bytes, attributes: { ...attributes, ...added, traceparent } };
}
