import type { HttpResponse, RequestHead } from "./http.ts";
import { isLoopbackHost } from "./loopback.ts";

const PORT = /:\d{1,5}$/;

/**
 * Refuses a request to a server on this machine that a page of another site has the developer's browser make: one with the
 * page's Origin, or one that reached loopback by a name of the page's own. `undefined` for any other.
 * @param publicHost A name by which it is called from outside, such as that of a tunnel.
 */
export function refuseForeign({ host, origin }: RequestHead["headers"], publicHost?: string): HttpResponse | undefined {
  if (typeof host !== "string" || !(isLoopbackHost(host.replace(PORT, "")) || host === publicHost)) {
    return { status: 421, body: "This server is on loopback only: call it as 127.0.0.1 or localhost\n" };
  }
  if (origin === undefined || (typeof origin === "string" && origin.toLowerCase() === `http://${host}`.toLowerCase())) {
    return undefined;
  }
  return { status: 403, body: "A page of another site may not call this server\n" };
}
