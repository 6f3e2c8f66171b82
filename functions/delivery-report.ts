import type { BeginCall } from "../shared/base/call-scope.ts";
import { isConversationId } from "../shared/base/ids.ts";
import { type Log, type LogFields, withTrace } from "../shared/base/log.ts";
import { childOf, isTraceparent, newTraceparent, type Traceparent } from "../shared/base/traceparent.ts";
import type { Fact } from "../shared/conversation/journal.ts";
import { turnId, turnOf } from "../shared/conversation/turn-id.ts";
import type { Delivery } from "../shared/envelope/push-request.ts";
import type { InboundReceipts } from "../shared/inbound/inbound.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { Kind } from "../shared/ports/topic.ts";
import { openCallRecorder } from "./call-recorder.ts";

/** What the log tells of a fact. */
export interface FactFields extends Pick<LogFields, "channel" | "agent" | "conversation" | "turn"> {
  /** From when its age counts. */
  readonly since: Date;
}

/** What the log tells of one delivery. */
export interface DeliveryReport {
  /** Puts the delivery's trace on each line. */
  readonly log: Log;
  /** The trace, and who records the calls. */
  readonly scope: { readonly traceparent: Traceparent; readonly begin: BeginCall };
  /** The fact is read. */
  about(fact: FactFields): void;
  /** How far it has come by now. */
  fields(): LogFields;
}

/**
 * Begins the report of a delivery. It belongs to the trace of what it delivers, or begins one: each delivery of the same message
 * begins the same. What anybody who publishes can write into an attribute is logged in our own forms or not at all.
 */
export function openDeliveryReport(
  { id, message, attempt }: Delivery,
  kind: Kind,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): DeliveryReport {
  const begunMs = clock.now().getTime();
  const { conversation, traceparent: given } = message.attributes;
  const parent = isTraceparent(given) ? given : newTraceparent(`${kind} ${id}`);
  const traceparent = childOf(parent, `${kind} ${id} ${attempt ?? 1}`);
  const { begin, calls } = openCallRecorder(clock);
  let known: LogFields = { conversation: isConversationId(conversation) ? conversation : undefined };
  return {
    log: withTrace(log, traceparent),
    scope: { traceparent, begin },
    about({ since, ...fact }) {
      known = { ...fact, ageMs: Math.max(0, begunMs - since.getTime()) };
    },
    fields: () => ({ kind, attempt, ...known, ms: clock.now().getTime() - begunMs, ...calls() }),
  };
}

/** What the log tells of a fact that may lead to a turn. A timer's age is how late it is. */
export function aboutFact(fact: Fact): FactFields {
  const { type, channel, agent, conversation, received, at } = fact;
  return { channel, agent, conversation, turn: turnId(fact), since: type === "timer" ? at : received };
}

/** What the log tells of receipts; the turn is that of the first. */
export function aboutReceipts({ channel, agent, conversation, received, receipts }: InboundReceipts): FactFields {
  const [turn] = receipts.map(({ message }) => turnOf(message).turn);
  return { channel, agent, conversation, turn, since: received };
}
