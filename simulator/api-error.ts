/** The failures that Google's APIs name, by HTTP status. */
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

/** An HTTP status with which the platform can fail a call. */
export type ErrorCode = keyof typeof STATUSES;

/** The platform refuses a call: nothing happened. Only the code and its name are a contract, not the message. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The body of a failed call in the form that all of Google's APIs share. */
export function errorBody({ code, message }: ApiError): Readonly<Record<string, unknown>> {
  return { error: { code, message, status: STATUSES[code] } };
}
