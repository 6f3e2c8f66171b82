import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { serveHttp } from "./serve-http.ts";

/** A request as it came over the wire. */
export interface Taken {
  readonly method: string | undefined;
  /** Path and query, still percent-encoded. */
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  /** The body's JSON; of another type, that and the bytes; `undefined` when there is none. */
  readonly body: unknown;
}

/** A status (a failure has Google's form), a whole answer, no answer at all, or a connection that breaks. */
export type Said = number | Spoken | "hang" | "reset";

/** An answer with more than a status. */
interface Spoken {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. */
  readonly body?: unknown;
}

/** Pub/Sub's word that it has a message. */
export const CONFIRMED: Said = { status: 200, body: { messageIds: ["1"] } };

/** A server that a test controls. */
export interface Listening {
  /** Such as `127.0.0.1:4100`. */
  readonly host: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly Taken[];
}

/** What Google calls its failures; the simulator's own list has fewer. */
const NAMES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  409: "ALREADY_EXISTS",
  413: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Listens on a free port until the test is over. */
export async function listen(
  answer: (taken: Taken, request: IncomingMessage) => Said | Promise<Said>,
): Promise<Listening> {
  const requests: Taken[] = [];
  const host = await serveHttp((request, response) => void take(request, response));
  return { host, url: `http://${host}`, requests };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    const taken = { method, url, authorization: headers.authorization, body: readBody(headers, await buffer(request)) };
    requests.push(taken);
    const said = await answer(taken, request);
    if (said === "reset") return void request.socket.resetAndDestroy();
    if (said === "hang") return;
    const { status, headers: more, body = {} }: Spoken = typeof said === "number" ? speak(said) : said;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { location: "/elsewhere", ...more }).end(text);
  }
}

function speak(status: number): Spoken {
  const name = NAMES[status];
  return name === undefined ? { status } : { status, body: { error: { code: status, message: "Told", status: name } } };
}

function readBody({ "content-type": type }: IncomingMessage["headers"], bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  return type === "application/json" ? JSON.parse(bytes.toString()) : { type, base64: bytes.toString("base64") };
}
