import { BotError, NotDurableError, PermanentError, SettingsError, TransientError } from "./errors.ts";
import type { AgentId, Channel, ConversationId } from "./ids.ts";
import type { LogEvent } from "./log-event.ts";

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

/** One JSON object a line, in the form Cloud Logging reads. */
export function jsonLog(write: (line: string) => void): Log {
  return (severity, event, fields = {}) => write(`${JSON.stringify({ severity, event, message: event, ...fields })}\n`);
}

/** Our own errors, whose messages quote nobody. */
const OURS = [PermanentError, TransientError, NotDurableError, SettingsError, BotError];

/** What Node and libraries call their errors. Whoever throws one may write anything there. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,40}$/;
const CODE = /^([A-Za-z][A-Za-z0-9_]{1,60}|\d{1,4})$/;
const PLACE = /^ {4}at (async )?([\w.$<>#[\] ]{1,100} \()?[^\s()]{1,300}:\d+:\d+\)?$/;

/**
 * Describes an error without its input: the messages of our own errors are safe; of any other error, only the name and the
 * place are logged, because its message may quote a customer.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause === undefined ? "" : ` (${describeError(error.cause)})`;
  if (OURS.some((kind) => error instanceof kind)) return `${error.message}${cause}`;
  const code = "code" in error && CODE.test(String(error.code)) ? ` ${String(error.code)}` : "";
  // The stack begins with the message, which may itself hold a line that looks like a place.
  const stack = error.stack?.replace(error.message, "") ?? "";
  const place = stack.split("\n").find((line) => line.startsWith("    at ")) ?? "";
  const name = NAME.test(error.name) ? error.name : "Error";
  return `${name}${code}${PLACE.test(place) ? place.replace(/^ +/, " ") : ""}${cause}`;
}
