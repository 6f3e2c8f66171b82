import type { AgentId, Channel, ConversationId } from "./ids.ts";
import type { LogEvent } from "./log-event.ts";
import type { Traceparent } from "./traceparent.ts";

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
  /** As it came with the webhook. */
  readonly traceparent?: Traceparent | undefined;
}

/** Writes one line. */
export type Log = (severity: Severity, event: LogEvent, fields?: LogFields) => void;

/** One JSON object a line, in the form Cloud Logging reads. */
export function jsonLog(write: (line: string) => void): Log {
  return (severity, event, fields = {}) => write(`${JSON.stringify({ severity, event, message: event, ...fields })}\n`);
}
