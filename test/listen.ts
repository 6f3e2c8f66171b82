import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { parseJson } from "../shared/base/read.ts";

/** A request as it came over the wire. */
export interface Taken {
  readonly method: string | undefined;
  /** Path and query, still percent-encoded. */
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  /** The body as JSON; as text when it is none, and `undefined` when there was no body. */
  readonly body: unknown;
}

/** A status, a whole answer, no answer at all, or a connection that breaks. */
export type Said = number | Spoken | "hang" | "reset";

/** An answer with more than a status. */
interface Spoken {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server that a test controls. */
export interface Listening {
  /** Such as `127.0.0.1:4100`. */
  readonly host: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly Taken[];
}

/** Listens on a free port until the test is over. */
export async function listen(
  answer: (taken: Taken, request: IncomingMessage) => Said | Promise<Said>,
): Promise<Listening> {
  const requests: Taken[] = [];
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://${host}`, requests };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    const body = read((await buffer(request)).toString());
    const taken = { method, url, authorization: headers.authorization, body };
    requests.push(taken);
    const said = await answer(taken, request);
    if (said === "reset") return void request.socket.resetAndDestroy();
    if (said === "hang") return;
    const spoken: Spoken = typeof said === "number" ? { status: said } : said;
    response.writeHead(spoken.status, { location: "/elsewhere", ...spoken.headers }).end(spoken.body ?? "{}");
  }
}

function read(text: string): unknown {
  if (text === "") return undefined;
  return parseJson(text) ?? text;
}
