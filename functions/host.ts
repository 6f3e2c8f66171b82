import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpFunction } from "../shared/base/http.ts";

/** A request as the functions framework hands it over: the raw body is missing when there was none. */
type FrameworkRequest = IncomingMessage & { readonly rawBody?: Buffer };

/** Turns a function of ours into one that the functions framework serves. */
export function host(fn: HttpFunction): (request: FrameworkRequest, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const { method = "GET", url = "/", headers, rawBody } = request;
    const path = url.replace(/\?.*$/, "");
    const answer = await fn({ method, path, headers, body: rawBody });
    response.writeHead(answer.status, { "content-length": Buffer.byteLength(answer.body ?? ""), ...answer.headers });
    response.end(answer.body);
  };
}
