import {
  readAgentRecord,
  readAgents,
  readBrands,
  readChangedIntegration,
  readIntegration,
  readIntegrations,
  readLaunch,
  readNewIntegration,
  readPerformances,
} from "./business-communications-calls.ts";
import { readEvent, readMessage, readReceipt, readSurvey } from "./business-messages-calls.ts";
import type { ApiCall, CallContext, IncomingCall, ReadCall } from "./call.ts";
import { readAgentEvent, readAgentMessage, readCapabilities, readRevocation } from "./rcs-calls.ts";
import { readBatchGet, readFile, readInvitation, readTester, readUpload } from "./rcs-service-calls.ts";
import { refusal } from "./refusals.ts";

type Route = readonly [method: string, pattern: RegExp, read: ReadCall];

/** Every call that the platform imitates. */
const ROUTES: readonly Route[] = [
  ["POST", /^\/v1\/phones\/([^/]+)\/agentMessages$/, readAgentMessage],
  ["DELETE", /^\/v1\/phones\/([^/]+)\/agentMessages\/([^/]+)$/, readRevocation],
  ["POST", /^\/v1\/phones\/([^/]+)\/agentEvents$/, readAgentEvent],
  ["GET", /^\/v1\/phones\/([^/]+)\/capabilities$/, readCapabilities],
  ["POST", /^\/v1\/users:batchGet$/, readBatchGet],
  ["POST", /^\/v1\/files$/, readFile],
  ["POST", /^\/upload\/v1\/files$/, readUpload],
  ["POST", /^\/v1\/testers$/, readInvitation],
  ["GET", /^\/v1\/testers(?:\/([^/]+))?$/, readTester],
  ["DELETE", /^\/v1\/testers\/([^/]+)$/, readTester],
  ["GET", /^\/v1\/brands$/, readBrands],
  ["GET", /^\/v1\/analytics\/agentPerformances$/, readPerformances],
  ["GET", /^\/v1\/brands\/([^/]+)\/agents$/, readAgents],
  ["GET", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)$/, readAgentRecord],
  ["GET", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)\/launch$/, readLaunch],
  ["GET", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)\/integrations$/, readIntegrations],
  ["POST", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)\/integrations$/, readNewIntegration],
  ["GET", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)\/integrations\/([^/]+)$/, readIntegration],
  ["PATCH", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)\/integrations\/([^/]+)$/, readChangedIntegration],
  ["DELETE", /^\/v1\/brands\/([^/]+)\/agents\/([^/]+)\/integrations\/([^/]+)$/, readIntegration],
  ["POST", /^\/v1\/conversations\/([^/]+)\/messages$/, readMessage],
  ["POST", /^\/v1\/conversations\/([^/]+)\/events$/, readEvent],
  ["POST", /^\/v1\/conversations\/([^/]+)\/surveys$/, readSurvey],
  ["PATCH", /^\/v1\/conversations\/([^/]+)\/messages\/([^/]+)\/receipt$/, readReceipt],
];

/**
 * Finds the call of a request and reads it.
 * @throws ApiError 404 when no call has this method and path.
 * @throws ApiError with Google's code when the call is invalid.
 */
export function route(request: IncomingCall, context: CallContext): ApiCall {
  for (const [method, pattern, read] of ROUTES) {
    const match = pattern.exec(request.path);
    if (match === null || method !== request.method) continue;
    checkCredentials(request, context);
    for (const name of ignoredParameters(request)) context.advise("ignored-parameter", name);
    const segments = match.slice(1).filter((segment) => segment !== undefined);
    return read(request, segments.map(decode), context);
  }
  throw refusal("unknown-call");
}

function checkCredentials({ authorization = "" }: IncomingCall, { credentials }: CallContext): void {
  if (credentials !== "required" || /^Bearer \S+$/i.test(authorization)) return;
  throw refusal("no-token");
}

function ignoredParameters({ query }: IncomingCall): readonly string[] {
  const names = ["alt", "$alt", "fields", "$fields", "callback", "$callback"];
  return names.filter((name) => query.has(name) && query.get(name) !== "json");
}

/** In a path, both `+` and `%2B` mean a plus. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    if (cause instanceof URIError) throw refusal("bad-path");
    throw cause;
  }
}
