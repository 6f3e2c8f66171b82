import type { IncomingMessage, ServerResponse } from "node:http";
import { openBodyMemory } from "./body-memory.ts";
import type { BodyLimits, HttpFunction, HttpResponse, RequestHead } from "./http.ts";
import { type BodyEnd, readBody } from "./read-body.ts";

/** What Node's server calls with each request. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a listener does around its function. */
export interface ListenerOptions {
  /** What Pub/Sub may push unless it is set. */
  readonly limits?: BodyLimits | undefined;
  /** Called when the function rejects, which it never should; the caller then gets 500. */
  readonly onError: (error: unknown) => void;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called when large bodies have left much of it; V8 is left to itself unless it is set. */
  readonly collectGarbage?: (() => void) | undefined;
}

const MIB = 1024 * 1024;
/**
 * A message of Pub/Sub has at most 10 MB, in base64 a third more. A large one takes some six times its size until it is a dead
 * letter: two at once are far below the 512 MiB of a function.
 * @see https://cloud.google.com/pubsub/quotas#resource_limits
 */
const PUSH_LIMITS: BodyLimits = { largest: 14 * MIB, largeAtOnce: 2 };

/** A caller that is answered before the end of its body has so long to read the answer. */
const LINGER_MS = 250;

const BUSY: HttpResponse = { status: 429, body: "Too much is under way: send it again\n" };

/** RFC 9112, section 3.2.2: a request may name the whole URL, and is to be served then. */
const SCHEME_AND_HOST = /^https?:\/\/[^/?#]*/i;

/** Turns a function of ours into a listener. The body is read here, whatever its content type, within the limits. */
export function requestListener(
  fn: HttpFunction,
  { limits = PUSH_LIMITS, onError, sleep, collectGarbage = () => undefined }: ListenerOptions,
): RequestListener {
  const { largest, largeAtOnce, bytesToRead = () => largest } = limits;
  const memory = openBodyMemory({ places: largeAtOnce, placeBytes: largest + 1, collect: collectGarbage });
  const take = async (incoming: IncomingMessage): Promise<Taken | "gone"> => {
    const head = readHead(incoming);
    const limit = bytesToRead(head);
    const buffer = memory.open(limit + 1);
    try {
      const end = await readBody(incoming, buffer, limit);
      if (end === "gone") return end;
      const body = buffer.bytes();
      const request = { ...head, body: body.length === 0 ? undefined : body };
      return { end, answer: end === "no-memory" ? BUSY : await fn(request) };
    } finally {
      buffer.free();
    }
  };
  return async (incoming, response) => {
    const taken = await take(incoming).catch((error: unknown): Taken => {
      onError(error);
      return { end: "whole", answer: { status: 500 } };
    });
    if (taken === "gone") return;
    if (taken.end === "whole") write(response, taken.answer);
    else await writeAndClose(response, taken.answer, sleep);
  };
}

/** What is answered, and how reading the body ended. */
interface Taken {
  readonly end: BodyEnd;
  readonly answer: HttpResponse;
}

function readHead({ method = "GET", url = "/", headersDistinct }: IncomingMessage): RequestHead {
  const path = url.replace(SCHEME_AND_HOST, "").replace(/[?#].*$/s, "") || "/";
  const headers = Object.entries(headersDistinct);
  return {
    method,
    path,
    headers: Object.fromEntries(headers.map(([name, values = []]) => [name, values.length > 1 ? values : values[0]])),
  };
}

function write(response: ServerResponse, { status, headers, body = "" }: HttpResponse): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

/** Answers before the body has come to its end. To close at once would reset the connection, and may cost the caller the answer. */
async function writeAndClose(
  response: ServerResponse,
  { status, headers, body = "" }: HttpResponse,
  sleep: ListenerOptions["sleep"],
): Promise<void> {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers, connection: "close" });
  response.flushHeaders();
  if (body !== "") response.write(body);
  await sleep(LINGER_MS);
  response.end();
  response.socket?.destroy();
}
