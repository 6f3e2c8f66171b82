import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { ApiResponse } from "../api/api-response.ts";
import type { IncomingCall } from "../api/call.ts";

const MAX_LINES = 20;
const MAX_LINE = 400;

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
  response.setHeader("x-simulator-advice", adviceLines(advice));
  response.writeHead(status, {
    "content-type": "application/json; charset=UTF-8",
    vary: "accept-encoding",
    ...headers,
  });
  response.end(isCompressed ? gzipSync(json) : json);
}

/** Clients read headers of 16 KiB at most. Names of unknown fields come from the caller, and a header takes printable ASCII only. */
function adviceLines(advice: readonly string[]): readonly string[] {
  const more = advice.length > MAX_LINES ? [`${advice.length - MAX_LINES} more: see the output of the simulator`] : [];
  return [...advice.slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE).replace(/[^ -~]/g, "?")), ...more];
}

function readsGzip({ "accept-encoding": accepted = "", "user-agent": agent = "" }: IncomingCall["headers"]): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/i.test(accepted) && /gzip/i.test(agent);
}
