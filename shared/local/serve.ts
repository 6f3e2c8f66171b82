import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { HttpAnswer, HttpFunction, HttpRequest } from "../base/http.ts";

/** Where to listen. */
export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
}

/** A function that listens. */
export interface Served {
  /** Without a slash at its end. */
  readonly url: string;
  /** Resolves when all requests under way are answered. */
  close(): Promise<void>;
}

/** Twice what a function takes: enough of a body to see that it is too long. */
const MAX_KEPT_BYTES = 2 * 1024 * 1024;

/** Hosts one of our functions on a server of its own. @throws Error with Node's `code` when it cannot listen there. */
export async function serve(fn: HttpFunction, { port, host = "127.0.0.1" }: ServeOptions): Promise<Served> {
  const server = createServer((request, response) => void take({ request, response, server }, fn));
  server.listen(port, host);
  await once(server, "listening");
  return { url: urlOf(server, host), close: () => close(server) };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

async function take({ request, response, server }: Exchange, fn: HttpFunction): Promise<void> {
  const read = await readRequest(request);
  if (read === "gone") return;
  const { status, headers = {}, body } = await answer(read, fn);
  response.statusCode = status;
  response.setHeaders(new Map(Object.entries(headers)));
  // A connection that idles after its last answer would hold up close() for seconds.
  response.shouldKeepAlive = server.listening;
  response.end(body);
}

async function answer(request: HttpRequest, fn: HttpFunction): Promise<HttpAnswer> {
  try {
    return await fn(request);
  } catch {
    // A function says why it failed in its own log; the caller only learns that it did.
    return { status: 500 };
  }
}

async function readRequest(request: IncomingMessage): Promise<HttpRequest | "gone"> {
  const { method = "GET", url = "/", headersDistinct } = request;
  const headers = Object.entries(headersDistinct).map(([name, values = []]) => [
    name,
    values.length > 1 ? values : values[0],
  ]);
  try {
    const body = await readBody(request);
    return { method, path: url.replace(/\?.*$/, ""), headers: Object.fromEntries(headers), body };
  } catch {
    return "gone";
  }
}

/** Takes the whole body off the wire, because a caller that is cut off sees no answer, but keeps a bounded part. */
async function readBody(request: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const kept: Buffer[] = [];
  let keptBytes = 0;
  for await (const chunk of request) {
    if (keptBytes > MAX_KEPT_BYTES) continue;
    kept.push(chunk);
    keptBytes += chunk.length;
  }
  return keptBytes === 0 ? undefined : Buffer.concat(kept);
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  await closed;
}
