import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { describeError } from "../shared/base/describe-error.ts";
import type { HttpFunction } from "../shared/base/http.ts";
import type { Log } from "../shared/base/log.ts";
import { type RequestListener, requestListener } from "../shared/base/request-listener.ts";

/**
 * Turns a function of ours into one that the functions framework serves. By default the framework unpacks, parses and keeps up
 * to 1 GB of a stranger's body before we see it, and logs what it cannot parse, word for word. It ignores a body without a content
 * type: so that header is removed first, and the body is read here.
 */
export function host(fn: HttpFunction, log: Log): RequestListener {
  subscribe("http.server.request.start", (started) => {
    const { request } = started as { readonly request: IncomingMessage };
    delete request.headers["content-type"];
  });
  return requestListener(fn, (error) => log("ERROR", "function_rejected", { error: describeError(error) }));
}
