/** The gRPC codes that we act upon. @see https://grpc.io/docs/guides/status-codes/ */
export const INVALID_ARGUMENT = 3;
export const NOT_FOUND = 5;
export const ALREADY_EXISTS = 6;
export const FAILED_PRECONDITION = 9;
export const ABORTED = 10;

/**
 * True when Google refused a call with this gRPC code. The client also makes a code of the HTTP status of a page that is not
 * Google's, such as a proxy's: only an error of Google's own has `details`, if empty ones.
 */
export function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && "details" in error && "code" in error && error.code === code;
}
