import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { describeError } from "../base/describe-error.ts";
import type { BodyLimits, HttpFunction } from "../base/http.ts";
import { LOOPBACK_HOST, loopbackUrl } from "../base/loopback.ts";
import { refuseForeign } from "../base/refuse-foreign.ts";
import { requestListener } from "../base/request-listener.ts";

/** A function on a server of its own. */
export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Resolves when all requests under way are answered. */
  close(): Promise<void>;
}

/** How it is served. */
export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Of the bodies that it reads; what Pub/Sub may push unless they are set. */
  readonly limits?: BodyLimits | undefined;
  /** The host by which a tunnel calls it; none calls it from outside unless it is set. */
  readonly publicHost?: string | undefined;
}

/**
 * Hosts one of our functions on a loopback server of its own, which takes no request that a page of another site has a browser make.
 * @throws Error with Node's `code` when it cannot listen there.
 */
export async function serve(fn: HttpFunction, { port, limits, publicHost }: ServeOptions): Promise<RunningServer> {
  const listener = requestListener(async (request) => refuseForeign(request.headers, publicHost) ?? fn(request), {
    limits,
    onError: (error) => process.emitWarning(`A function rejected: ${describeError(error)}`),
    sleep: (ms) => delay(ms),
  });
  const server = createServer((incoming, response) => {
    // A connection that stays open after the last response would delay close() for seconds.
    response.on("close", () => server.listening || server.closeIdleConnections());
    void listener(incoming, response);
  });
  server.listen(port, LOOPBACK_HOST);
  await once(server, "listening");
  return { url: loopbackUrl(server), close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  await closed;
}
