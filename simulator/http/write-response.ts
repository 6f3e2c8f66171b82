import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { ApiResponse } from "../api/api-response.ts";
import type { IncomingCall } from "../api/call.ts";

/**
 * Writes a response as JSON: indented unless `prettyPrint` is false, and compressed for a client that says twice that it can
 * read that.
 * @param call Missing when the request could not be read.
 * @see https://developers.google.com/authorized-buyers/apis/guides/performance
 */
export function writeResponse(
  response: ServerResponse,
  { status, headers, body, advice = [] }: ApiResponse,
  call?: Pick<IncomingCall, "headers" | "query">,
): void {
  const isCompact = (call?.query.get("prettyPrint") ?? call?.query.get("$prettyPrint")) === "false";
  const json = JSON.stringify(body, null, isCompact ? undefined : 2);
  const isCompressed = call !== undefined && readsGzip(call.headers);
  if (isCompressed) response.setHeader("content-encoding", "gzip");
  // Names of unknown fields come from the caller, and a header takes printable ASCII only.
  response.setHeader(
    "x-simulator-advice",
    advice.map((line) => line.replace(/[^ -~]/g, "?")),
  );
  response.writeHead(status, {
    "content-type": "application/json; charset=UTF-8",
    vary: "accept-encoding",
    ...headers,
  });
  response.end(isCompressed ? gzipSync(json) : json);
}

function readsGzip({ "accept-encoding": accepted = "", "user-agent": agent = "" }: IncomingCall["headers"]): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/i.test(accepted) && /gzip/i.test(agent);
}
