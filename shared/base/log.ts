import { type AgentId, type Channel, type ConversationId, isConversationId } from "./ids.ts";
import type { LogEvent } from "./log-event.ts";
import { isTraceparent } from "./traceparent.ts";

type Severity = "INFO" | "WARNING" | "ERROR";

/** The fields of a log line. None can hold a phone number, a text or a token, so none is logged. */
interface LogFields {
  readonly channel?: Channel | undefined;
  readonly agent?: AgentId | undefined;
  readonly kind?: string | undefined;
  readonly conversation?: ConversationId | undefined;
  readonly reason?: string | undefined;
  /** The HTTP status that a call, ours to Google or the queue's to a function, was refused with. */
  readonly status?: number | undefined;
  readonly attempt?: number | undefined;
  readonly call?: string | undefined;
  /** How a carrier counts a message of ours, as far as Google tells it: in the United States alone, but for the expiry. */
  readonly billing?: string;
  readonly segments?: number;
  readonly carrier?: string;
  readonly attachmentBytes?: number;
  readonly expireTime?: string;
  /** Whose client token it was, `*` for the partner's, and its place in the list: 0 is the newest. */
  readonly tokenOwner?: AgentId | "*" | undefined;
  readonly tokenPosition?: number | undefined;
  /** The result of `describeError`. */
  readonly error?: string | undefined;
  /** W3C trace context, as it came with the webhook. */
  readonly traceparent?: string | undefined;
}

/** Writes one line. */
export type Log = (severity: Severity, event: LogEvent, fields?: LogFields) => void;

/**
 * One JSON object a line, in the form Cloud Logging reads. Whoever may publish writes what they like into the attributes of a
 * message: of what names its conversation and its trace, only what looks like our own is written.
 */
export function jsonLog(write: (line: string) => void): Log {
  return (severity, event, fields = {}) =>
    write(`${JSON.stringify({ severity, event, message: event, ...withoutStrange(fields) })}\n`);
}

function withoutStrange({ conversation, traceparent, ...fields }: LogFields): LogFields {
  return {
    ...fields,
    conversation: isConversationId(conversation) ? conversation : undefined,
    traceparent: isTraceparent(traceparent) ? traceparent : undefined,
  };
}
