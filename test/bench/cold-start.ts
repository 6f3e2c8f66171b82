import { once } from "node:events";
import type { Socket } from "node:net";
import { anyWebhook, PUSHES, type PushedFunction } from "./facts.ts";
import type { GoogleCall, GoogleStandIn } from "./google-stand-in.ts";
import type { PubsubEmulator } from "./pubsub-emulator.ts";
import { requestBytes } from "./request-bytes.ts";
import { connectWhenReady, type ServerCommand, spawnServer } from "./server-process.ts";

/** One cold start of a server: how long until each thing that a user waits for, and the CPU it took until the answer. */
export interface ColdStart {
  readonly ms: Readonly<Record<string, number>>;
  readonly cpuMs: number;
}

/** When something was done, by what it is. */
type Marks = Readonly<Record<string, number>>;

/** What is sent first, and what must come of it. */
export interface FirstRequest {
  readonly bytes: Buffer;
  /** @throws Error unless exactly what was acknowledged was done. @returns When what a user waits for was done. */
  readonly check: (calls: readonly GoogleCall[]) => Marks | Promise<Marks>;
}

/** Starts a server, and makes its first request as soon as it listens. */
export async function startCold(
  command: ServerCommand,
  first: FirstRequest,
  google: GoogleStandIn,
): Promise<ColdStart> {
  google.take();
  const begun = performance.now();
  const server = await spawnServer(command);
  try {
    const socket = await connectWhenReady(server);
    socket.write(first.bytes);
    const status = await readStatus(socket);
    const answered = performance.now();
    const cpuMs = server.cpuMs();
    socket.destroy();
    if (status !== 200) throw new Error(`A cold start answered ${status}: ${server.output()}`);
    const marks = { ...(await first.check(google.take())), answered };
    return { cpuMs, ms: Object.fromEntries(Object.entries(marks).map(([name, at]) => [name, at - begun])) };
  } finally {
    await server.kill();
  }
}

async function readStatus(socket: Socket): Promise<number> {
  const [chunk]: readonly Buffer[] = await once(socket, "data");
  return Number(chunk?.toString("latin1").split(" ")[1]);
}

/** The very first request there is. */
export function anyHello(): FirstRequest {
  return { bytes: Buffer.from("GET / HTTP/1.1\r\nhost: bench\r\n\r\n"), check: () => ({}) };
}

/** A webhook of RCS, of which exactly the signed bytes are published, once. */
export function firstWebhook(path: string, elsewhere?: PubsubEmulator): FirstRequest {
  const { body, signature, signed } = anyWebhook();
  const bytes = requestBytes(path, body, { "x-goog-signature": signature });
  return {
    bytes,
    async check(calls) {
      const published =
        (await elsewhere?.take()) ?? calls.filter(({ call }) => call === "publish").map(({ what }) => what);
      if (published.length !== 1 || published[0] !== signed)
        throw new Error("Expected one publish, of what was signed");
      return {};
    },
  };
}

const ANSWERS: Readonly<Record<PushedFunction, number>> = { messages: 1, outbound: 1, receipts: 0, events: 0 };

/** A push of Pub/Sub, of which exactly so many messages come to the user. */
export function firstPush(to: PushedFunction): FirstRequest {
  return {
    bytes: requestBytes("/", PUSHES[to](), {}),
    check(calls) {
      const answers = calls.filter(({ call }) => call === "answer");
      const wanted = ANSWERS[to];
      if (answers.length !== wanted) throw new Error(`${to}: expected ${wanted} answers, got ${answers.length}`);
      const typing = calls.find(({ call }) => call === "typing");
      return { ...(typing && { typing: typing.at }), ...(answers[0] && { answer: answers[0].at }) };
    },
  };
}
