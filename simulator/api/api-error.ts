/** The names of errors in Google's APIs, by HTTP status. */
const STATUSES = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ALREADY_EXISTS",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
} as const;

const TYPE = "type.googleapis.com/google.rpc.";

/** An HTTP status that the platform can answer a failed call with. */
export type ErrorCode = keyof typeof STATUSES;

/** What is wrong with one field of a call. */
export interface Violation {
  /** Such as `contentMessage.suggestions[0].reply.text`; empty for the whole body. */
  readonly field: string;
  readonly description: string;
  /** The page that states the rule; the one of the whole body when it is missing. */
  readonly source?: string;
}

/** What an error carries beside its code and message. */
export interface ErrorDetail {
  readonly violations?: readonly Violation[];
  /** The pages that state the rules; none for a fault that somebody asked for. */
  readonly sources?: readonly string[];
  /** The other name of 400: the call is valid, but this phone cannot show it. */
  readonly status?: "FAILED_PRECONDITION";
}

/** The platform refuses a call, which has no effect then. Callers can rely on the code and its name, not on the message. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/** Any error as one that can be answered: an unexpected one becomes a 500. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(500, `The simulator failed: ${String(error)}`);
}

/**
 * The body of an error response, in the form that all of Google's APIs share. Beside what is wrong it links the pages that say so.
 * @see https://cloud.google.com/apis/design/errors#error_details
 */
export function errorBody({ code, message, detail }: ApiError): Readonly<Record<string, unknown>> {
  const { violations = [], status = STATUSES[code], sources = [] } = detail;
  const fieldViolations = violations.map(({ field, description }) => ({ field, description }));
  const links = sources.map((url) => ({ description: "The rule", url }));
  const details = [
    ...(violations.length === 0 ? [] : [{ "@type": `${TYPE}BadRequest`, fieldViolations }]),
    ...(links.length === 0 ? [] : [{ "@type": `${TYPE}Help`, links }]),
  ];
  return { error: { code, message, status, ...(details.length === 0 ? {} : { details }) } };
}
