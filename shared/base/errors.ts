interface FailureOptions extends ErrorOptions {
  /** The HTTP status that Google refused a call with. */
  readonly status?: number | undefined;
  /** The call may have been taken all the same; false unless it is set. */
  readonly mayBeTaken?: boolean | undefined;
}

/** Never try again: it would fail again. The failure is recorded or dead-lettered with its `reason`. */
export class PermanentError extends Error {
  override readonly name: string = "PermanentError";
  /** A short code for dashboards and dead letters, such as `unreadable`. */
  readonly reason: string;
  readonly status: number | undefined;
  /** The same call may have been taken by a try before the one that was refused. */
  readonly mayBeTaken: boolean;

  constructor(reason: string, message: string, options?: FailureOptions) {
    super(message, options);
    this.reason = reason;
    this.status = options?.status;
    this.mayBeTaken = options?.mayBeTaken ?? false;
  }
}

/** This user cannot be reached over this channel now. Never try again here; another channel may reach them. */
export class UnreachableError extends PermanentError {
  override readonly name = "UnreachableError";
}

/** The channel refused this content. The user's device may lack a feature, so simpler content may be taken. */
export class UnsupportedError extends PermanentError {
  override readonly name = "UnsupportedError";
}

/** A reply that no channel takes. It is refused before anything is sent. */
export class BadReplyError extends PermanentError {
  /** Which part of the reply, in the builders' words, such as `card title`. */
  readonly field: string;
  /** What was expected, what was met, and how to mend it. */
  readonly words: string;

  constructor(field: string, words: string) {
    super("bad-reply", `Cannot reply with this ${field}: ${words}`);
    this.field = field;
    this.words = words;
  }
}

/** Try again later: something was busy or away, and the same work may succeed on another delivery. */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
  readonly status: number | undefined;
  /** The call may have been taken all the same. */
  readonly mayBeTaken: boolean;

  constructor(message: string, options?: FailureOptions) {
    super(message, options);
    this.status = options?.status;
    this.mayBeTaken = options?.mayBeTaken ?? false;
  }
}

/** Try again later: we call more often than is allowed. */
export class RateLimitError extends TransientError {
  override readonly name = "RateLimitError";
}

/** Try again when somebody has resumed it: until then it is a dead letter, of which nothing is lost. */
export class PausedError extends TransientError {
  override readonly name = "PausedError";
  readonly reason = "paused";
}

/** Try again later: our credentials are refused, until a person fixes what the message names. */
export class UnauthorisedError extends TransientError {
  override readonly name = "UnauthorisedError";
}

/** Nothing was stored: the webhook must be answered 503, so that Google sends it again. */
export class NotDurableError extends Error {
  override readonly name = "NotDurableError";
  readonly status: number | undefined;

  constructor(message: string, options?: Omit<FailureOptions, "mayBeTaken">) {
    super(message, options);
    this.status = options?.status;
  }
}

/** The bot threw, or took too long. Later deliveries ask it again, a few times in all. */
export class BotError extends Error {
  override readonly name = "BotError";
}

/** The process cannot start: the message names the setting to fix. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * The same failure, in doubt: an earlier try of the call may have been taken, and what is said about a later one tells nothing
 * about that. It becomes a plain PermanentError or TransientError. Any error that is not ours comes back as it is.
 */
export function inDoubt(error: unknown): unknown {
  const options = { status: statusOf(error), mayBeTaken: true, cause: error };
  if (error instanceof PermanentError) return new PermanentError(error.reason, error.message, options);
  return error instanceof TransientError ? new TransientError(error.message, options) : error;
}

/** True when a call that ended with the error may have been taken all the same. */
export function isInDoubt(error: unknown): boolean {
  return (error instanceof PermanentError || error instanceof TransientError) && error.mayBeTaken;
}

/** True when Google does not know who asks. An error with a status is that of a call which it has refused. */
export function isUnknownCaller(error: unknown): boolean {
  return error instanceof UnauthorisedError && error.status === undefined;
}

/** The HTTP status that Google refused a call with, as the error or one of its causes holds it. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const hasStatus =
    error instanceof PermanentError || error instanceof TransientError || error instanceof NotDurableError;
  return (hasStatus ? error.status : undefined) ?? statusOf(error.cause);
}
