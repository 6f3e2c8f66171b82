/** The gRPC codes that we act upon. @see https://grpc.io/docs/guides/status-codes/ */
export const INVALID_ARGUMENT = 3;
export const NOT_FOUND = 5;
export const ALREADY_EXISTS = 6;
export const FAILED_PRECONDITION = 9;
export const ABORTED = 10;

/** True when Google's client failed with this gRPC code. */
export function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
