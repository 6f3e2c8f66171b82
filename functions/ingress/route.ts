import type { BodyLimits, HttpResponse, RequestHead } from "../../shared/base/http.ts";
import type { Channel } from "../../shared/base/ids.ts";
import { refuseForm } from "../../shared/webhook/verify.ts";

/** The largest body that is taken. Real webhooks stay below 2 KiB. */
const MAX_BODY_BYTES = 1_048_576;

/** A handshake has a token and a secret of at most 512 characters. */
export const MAX_HANDSHAKE_BYTES = 4096;

export const SIGNATURE_HEADER = "x-goog-signature";

const CHANNELS: ReadonlyMap<string, Channel> = new Map([
  ["/rcs", "rcs"],
  ["/business-messages", "business-messages"],
]);

/** Cloud Run answers some paths that end in z itself. */
const HEALTH_PATHS: ReadonlySet<string> = new Set(["/health", "/healthz"]);

const TOO_LONG: HttpResponse = { status: 413, body: `The body is over ${MAX_BODY_BYTES} bytes\n` };

/** Real webhooks need none of the places for large bodies. */
export const WEBHOOK_LIMITS: BodyLimits = { largest: MAX_BODY_BYTES, largeAtOnce: 8, bytesToRead };

/** The channel of a webhook, or the response to a request that is none. A stranger never gets 5xx. */
export function route({ path: given, method, headers }: RequestHead): Channel | HttpResponse {
  const path = given.replace(/(?<=.)\/$/, "");
  if (HEALTH_PATHS.has(path)) return health(method);
  const channel = CHANNELS.get(path);
  if (channel === undefined) return { status: 404, body: "Not found: webhooks go to /rcs or /business-messages\n" };
  if (method !== "POST") return { status: 405, headers: { allow: "POST" }, body: "Use POST\n" };
  return Number(headers["content-length"]) > MAX_BODY_BYTES ? TOO_LONG : channel;
}

/**
 * How much of a webhook is read, by its signature's form. Without a signature it can only be a handshake; with what is none it is
 * refused unread.
 */
function bytesToRead(head: RequestHead): number {
  if (typeof route(head) !== "string") return 0;
  const refused = refuseForm(head.headers[SIGNATURE_HEADER]);
  if (refused === undefined) return MAX_BODY_BYTES;
  return refused === "missing" ? MAX_HANDSHAKE_BYTES : 0;
}

/** The body of a webhook, or the response to one that has none or a longer one than is taken. */
export function checkBody(body: Buffer | undefined): Buffer | HttpResponse {
  if (body === undefined || body.length === 0) return { status: 400, body: "The request has no body\n" };
  return body.length > MAX_BODY_BYTES ? TOO_LONG : body;
}

function health(method: string): HttpResponse {
  if (method === "GET" || method === "HEAD") return { status: 200, body: "ok\n" };
  return { status: 405, headers: { allow: "GET, HEAD" }, body: "Use GET\n" };
}
