import type { HttpRequest, HttpResponse } from "../../shared/base/http.ts";
import type { Channel } from "../../shared/base/ids.ts";

/** The largest body that is taken. Real webhooks stay below 2 KiB. */
const MAX_BODY_BYTES = 1_048_576;

const CHANNELS: ReadonlyMap<string, Channel> = new Map([
  ["/rcs", "rcs"],
  ["/business-messages", "business-messages"],
]);

/** Cloud Run answers some paths that end in z itself. */
const HEALTH_PATHS: ReadonlySet<string> = new Set(["/health", "/healthz"]);

/** A webhook and its channel, or the response to a request that is no webhook. A stranger never gets 5xx. */
export function route(request: HttpRequest): { readonly channel: Channel; readonly body: Buffer } | HttpResponse {
  const path = request.path.replace(/(?<=.)\/$/, "");
  if (HEALTH_PATHS.has(path)) return health(request.method);
  const channel = CHANNELS.get(path);
  if (channel === undefined) return { status: 404, body: "Not found: webhooks go to /rcs or /business-messages\n" };
  if (request.method !== "POST") return { status: 405, headers: { allow: "POST" }, body: "Use POST\n" };
  const { body } = request;
  if (body === undefined || body.length === 0) return { status: 400, body: "The request has no body\n" };
  if (body.length > MAX_BODY_BYTES) return { status: 413, body: `The body is over ${MAX_BODY_BYTES} bytes\n` };
  return { channel, body };
}

function health(method: string): HttpResponse {
  if (method === "GET" || method === "HEAD") return { status: 200, body: "ok\n" };
  return { status: 405, headers: { allow: "GET, HEAD" }, body: "Use GET\n" };
}
