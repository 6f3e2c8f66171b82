interface FailureOptions extends ErrorOptions {
  /** The HTTP status that Google refused a call with. */
  readonly status?: number;
}

/** Never again: repeating the work cannot help. It is recorded or dead-lettered with its `reason`. */
export class PermanentError extends Error {
  override readonly name: string = "PermanentError";
  /** A short code for dashboards and dead letters, such as `unreadable`. */
  readonly reason: string;
  readonly status: number | undefined;

  constructor(reason: string, message: string, options?: FailureOptions) {
    super(message, options);
    this.reason = reason;
    this.status = options?.status;
  }
}

/** This user cannot be reached over this channel now: never again here, but another channel may do. */
export class UnreachableError extends PermanentError {
  override readonly name = "UnreachableError";
}

/** The channel did not take this content, which the user's device may lack a feature for: simpler content may do. */
export class UnsupportedError extends PermanentError {
  override readonly name = "UnsupportedError";
}

/** Again later: the world was busy or away, and the same work may succeed on another delivery. */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
  readonly status: number | undefined;

  constructor(message: string, options?: FailureOptions) {
    super(message, options);
    this.status = options?.status;
  }
}

/** Again later: calls are made faster than they are taken. */
export class RateLimitError extends TransientError {
  override readonly name = "RateLimitError";
}

/** Again later: who calls is not believed, until a person mends what the message names. */
export class UnauthorisedError extends TransientError {
  override readonly name = "UnauthorisedError";
}

/** Nothing durable happened: the webhook must be answered 503, so that Google keeps it. */
export class NotDurableError extends Error {
  override readonly name = "NotDurableError";
}

/** The process cannot start: its message names the setting to mend. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** The HTTP status that Google refused a call with, as the error or one of its causes holds it. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const isOurs = error instanceof PermanentError || error instanceof TransientError;
  return (isOurs ? error.status : undefined) ?? statusOf(error.cause);
}
