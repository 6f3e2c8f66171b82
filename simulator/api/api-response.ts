import { type ApiError, errorBody } from "./api-error.ts";
import type { ApiCall } from "./call.ts";

/** What the platform answers a call with: an HTTP response, or a reset connection. */
export type PlatformResponse = "reset" | ApiResponse;

/** An HTTP response with a JSON body. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** What Google takes of the call and a careful client would not send, one line a thing. */
  readonly advice?: readonly string[];
}

/** The response to a call that Google accepts. */
export function successResponse(body: ApiCall["resource"]): PlatformResponse {
  return { status: 200, headers: {}, body };
}

/** The response to a call that Google refuses. */
export function errorResponse(error: ApiError, headers: ApiResponse["headers"] = {}): ApiResponse {
  return { status: error.code, headers, body: errorBody(error) };
}

/** Also tells the caller what a careful client would not send. */
export function withAdvice(response: PlatformResponse, advice: readonly string[]): PlatformResponse {
  return response === "reset" || advice.length === 0 ? response : { ...response, advice };
}
