import { ApiError } from "./api-error.ts";
import { readEvent, readMessage, readReceipt } from "./business-messages-calls.ts";
import type { ApiRequest, Call, ReadCall } from "./call.ts";
import { readAgentEvent, readAgentMessage } from "./rcs-calls.ts";

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly read: ReadCall;
}

/** Every call that the platform takes. */
const ROUTES: readonly Route[] = [
  { method: "POST", pattern: /^\/v1\/phones\/([^/]+)\/agentMessages$/, read: readAgentMessage },
  { method: "POST", pattern: /^\/v1\/phones\/([^/]+)\/agentEvents$/, read: readAgentEvent },
  { method: "POST", pattern: /^\/v1\/conversations\/([^/]+)\/messages$/, read: readMessage },
  { method: "POST", pattern: /^\/v1\/conversations\/([^/]+)\/events$/, read: readEvent },
  { method: "PATCH", pattern: /^\/v1\/conversations\/([^/]+)\/messages\/([^/]+)\/receipt$/, read: readReceipt },
];

/**
 * Finds out what a request asks for.
 * @throws ApiError 404 when no call has this method and path.
 * @throws ApiError 400 when Google would refuse what the call says.
 */
export function route(request: ApiRequest, at: Date): Call {
  for (const { method, pattern, read } of ROUTES) {
    const [, ...segments] = pattern.exec(request.path) ?? [];
    if (segments.length > 0 && method === request.method) return read(request, segments.map(decode), at);
  }
  throw new ApiError(404, "Cannot take the call: expected a known method and path");
}

/** In a path a plus is a plus, written as `+` or as `%2B`. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    if (cause instanceof URIError) throw new ApiError(400, "Cannot take the path: expected valid percent-encoding");
    throw cause;
  }
}
