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

/** An HTTP status that the platform can answer a failed call with. */
export type ErrorCode = keyof typeof STATUSES;

/** What is wrong with one field of a call. */
export interface Violation {
  /** Such as `contentMessage.suggestions[0].reply.text`; empty for the whole body. */
  readonly field: string;
  readonly description: string;
}

/** What an error carries beside its code and message. */
interface ErrorDetail {
  readonly violations?: readonly Violation[];
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

/** The body of an error response, in the form that all of Google's APIs share. */
export function errorBody({ code, message, detail }: ApiError): Readonly<Record<string, unknown>> {
  const { violations = [], status = STATUSES[code] } = detail;
  const badRequest = { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: violations };
  return { error: { code, message, status, ...(violations.length === 0 ? {} : { details: [badRequest] }) } };
}
