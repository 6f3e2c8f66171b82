import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { describeError } from "../base/describe-error.ts";
import type { HttpFunction } from "../base/http.ts";
import { requestListener } from "../base/request-listener.ts";

/** A function on a server of its own. */
export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Resolves when all requests under way are answered. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/**
 * Hosts one of our functions on a loopback server of its own.
 * @param options.port 0 takes any free port.
 * @throws Error with Node's `code` when it cannot listen there.
 */
export async function serve(fn: HttpFunction, { port }: { readonly port: number }): Promise<RunningServer> {
  const onError = (error: unknown) => process.emitWarning(`A function rejected: ${describeError(error)}`);
  const server = createServer((incoming, response) => {
    const answer: HttpFunction = async (request) => {
      try {
        return await fn(request);
      } finally {
        // A connection that stays open after the last response would delay close() for seconds.
        response.shouldKeepAlive = server.listening;
      }
    };
    void requestListener(answer, onError)(incoming, response);
  });
  server.listen(port, HOST);
  await once(server, "listening");
  return { url: urlOf(server), close: () => close(server) };
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://${HOST}:${typeof address === "object" ? address?.port : address}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  await closed;
}
