import type { Brand } from "./brand.ts";
import type { CallRecord } from "./call-scope.ts";
import type { AgentId, Channel, ConversationId } from "./ids.ts";
import type { LogEvent } from "./log-event.ts";
import { present } from "./present.ts";
import { idsOf, type Traceparent } from "./traceparent.ts";

type Severity = "INFO" | "WARNING" | "ERROR";

/** The fields of a log line. None can hold a phone number, a text or a token, so none is logged. */
export interface LogFields {
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
  /** The turn that it is about, or that a receipt is about. The ids of all its messages begin with it. */
  readonly turn?: Brand<string, "TurnId"> | undefined;
  /** What came of a delivery, in a fixed word. */
  readonly outcome?: string | undefined;
  /** How old the fact was when its delivery began. Of a timer: how late. */
  readonly ageMs?: number | undefined;
  /** How long the delivery took. */
  readonly ms?: number | undefined;
  /** The calls of the delivery, in the order in which they began. */
  readonly calls?: readonly CallRecord[] | undefined;
  /** How many calls there were beside those. */
  readonly moreCalls?: number | undefined;
  /** The result of `describeError`. */
  readonly error?: string | undefined;
  /** The places of `tellError`. Written for Error Reporting alone. */
  readonly stack?: string | undefined;
  /** Of the webhook's trace, and a span of this delivery. */
  readonly traceparent?: Traceparent | undefined;
}

/** Writes one line. */
export type Log = (severity: Severity, event: LogEvent, fields?: LogFields) => void;

/** What writes the lines. */
export interface LogOrigin {
  /** The project that traces are in; without it lines name their trace in `traceparent` alone. */
  readonly project?: string | undefined;
  /** The service on Cloud Run; without it lines are not in the form of Error Reporting. */
  readonly service?: string | undefined;
  /** What was deployed, such as `0.1.0+3f29ab01`. */
  readonly release?: string | undefined;
}

/**
 * One JSON object a line, in the form Cloud Logging reads. It groups lines by their trace. An error is in the form that Error
 * Reporting takes, too.
 * @see https://cloud.google.com/logging/docs/structured-logging#structured_logging_special_fields
 */
export function jsonLog(write: (line: string) => void, origin: LogOrigin = {}): Log {
  const { project, service, release } = origin;
  return (severity, event, { stack, ...fields } = {}) => {
    const isReported = severity === "ERROR" && service !== undefined;
    const said = isReported ? reported({ event, stack, error: fields.error }, service, release) : { message: event };
    const line = {
      severity,
      event,
      ...said,
      ...fields,
      ...present({ release }),
      ...traceOf(fields.traceparent, project),
    };
    write(`${JSON.stringify(line)}\n`);
  };
}

/** The same log, with a trace on every line that has none. */
export function withTrace(log: Log, traceparent: Traceparent): Log {
  return (severity, event, fields) => log(severity, event, { traceparent, ...fields });
}

/** @see https://cloud.google.com/error-reporting/docs/formatting-error-messages */
const REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

function reported(
  { event, error, stack }: Pick<LogFields, "error" | "stack"> & { readonly event: LogEvent },
  service: string,
  version: string | undefined,
): object {
  const title = error === undefined ? event : `${event}: ${error}`;
  const message = stack === undefined ? title : `${title}\n${stack}`;
  return { message, "@type": REPORTED, serviceContext: { service, ...present({ version }) } };
}

function traceOf(traceparent: Traceparent | undefined, project: string | undefined): object {
  if (traceparent === undefined || project === undefined) return {};
  const { trace, span } = idsOf(traceparent);
  return {
    "logging.googleapis.com/trace": `projects/${project}/traces/${trace}`,
    "logging.googleapis.com/spanId": span,
  };
}
