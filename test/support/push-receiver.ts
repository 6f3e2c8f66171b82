import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { type Delivery, readPush } from "../../shared/envelope/push-request.ts";

/** One push request as it came. */
export interface Push {
  readonly delivery: Delivery;
  /** The message's bytes as text: what tests name a message by. */
  readonly text: string;
  /** How many times this text has come, this time included. */
  readonly times: number;
  /** The request's body as JSON. */
  readonly body: unknown;
  readonly contentType: string | undefined;
  readonly at: number;
}

/** A status, or no answer at all. */
export type PushResponse = number | "hang up";

/** An endpoint that a test controls. */
export interface Receiver {
  readonly url: string;
  /** All pushes so far, in the order they came. */
  readonly pushes: readonly Push[];
  /** The texts of `pushes`. */
  texts(): readonly string[];
  /** How many pushes of a text have come. */
  times(text: string): number;
  /** The most pushes that were ever waiting for their answer together. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

/** Listens on a free port and answers each push as `answer` says. */
export async function receive(answer: (push: Push) => PushResponse | Promise<PushResponse>): Promise<Receiver> {
  const pushes: Push[] = [];
  const open = { now: 0, most: 0 };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const texts = () => pushes.map(({ text }) => text);
  const times = (text: string) => texts().filter((known) => known === text).length;
  return { url: urlOf(server.address()), pushes, texts, times, mostAtOnce: () => open.most, close };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const push = readRequest(await buffer(request), request.headers["content-type"], times);
    pushes.push(push);
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    const decided = await answer(push);
    open.now -= 1;
    if (decided === "hang up") request.socket.destroy();
    else response.writeHead(decided).end();
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    const closed = once(server, "close");
    server.close();
    await closed;
  }
}

function readRequest(body: Buffer, contentType: string | undefined, times: (text: string) => number): Push {
  const delivery = readPush(body);
  if (delivery === undefined) throw new Error("Cannot read a push: its body is not what Pub/Sub sends");
  const text = delivery.message.bytes.toString();
  return { delivery, text, times: times(text) + 1, body: JSON.parse(body.toString()), contentType, at: Date.now() };
}

function urlOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): string {
  if (typeof address !== "object" || address === null)
    throw new Error("Cannot tell the receiver's URL: it has no port");
  return `http://127.0.0.1:${address.port}/`;
}
