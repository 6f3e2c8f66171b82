import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Channel } from "../shared/base/ids.ts";
import type { Clock } from "../shared/effect/ports.ts";
import type { ApiRequest } from "./call.ts";
import { answerRequest, type Desk, phoneKey } from "./desk.ts";
import type { PlatformFact } from "./fact.ts";
import { addFault, type FaultRule } from "./fault.ts";
import { NEW_PHONE, type PhoneView, viewPhone } from "./phone.ts";

/** What a platform is started with. */
export interface PlatformOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Told of everything that happens, when it happens. */
  readonly onFact?: (fact: PlatformFact) => void;
  readonly clock: Clock;
}

/** Google's two APIs and the users' phones. Both APIs are at one URL, because no path is in both. */
export interface Platform extends AsyncDisposable {
  /** Such as `http://127.0.0.1:4100`, without a slash at the end. */
  readonly url: string;
  /** What a phone shows now. @param address The phone number with its plus, or the conversation. */
  phone(channel: Channel, address: string): PhoneView;
  /** Makes something go wrong with the next calls that the rule matches. */
  fail(rule: FaultRule): void;
  /** Stops at once; open connections are cut. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/**
 * Starts the stand-in for Google on the loopback interface. Calls need no credentials.
 * @throws Error when the port is taken.
 */
export async function startPlatform({ port = 0, onFact, clock }: PlatformOptions): Promise<Platform> {
  const tell = onFact ?? (() => undefined);
  const desk: Desk = { clock, onFact: tell, phones: new Map(), resources: new Map(), faults: new Map() };
  const server = createServer((request, response) => void serve(desk, request, response));
  server.listen(port, HOST);
  await once(server, "listening");
  const close = () => stop(server);
  return {
    url: urlOf(server),
    phone: (channel, address) => viewPhone(desk.phones.get(phoneKey(channel, address)) ?? NEW_PHONE, clock.now()),
    fail: (rule) => addFault(desk.faults, rule),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function serve(desk: Desk, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  if (request === undefined) return;
  const answer = await answerRequest(desk, request);
  if (answer === "reset") {
    incoming.socket.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json; charset=UTF-8", ...answer.headers });
  response.end(JSON.stringify(answer.body, null, 2));
}

/** `undefined` when the caller was gone before the whole request was here: then it never arrived. */
async function readRequest(incoming: IncomingMessage): Promise<ApiRequest | undefined> {
  const { method = "", url = "" } = incoming;
  try {
    const body = await buffer(incoming);
    const [path = "", query] = url.split("?", 2);
    return { method, path, query: new URLSearchParams(query), body };
  } catch {
    return undefined;
  }
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://${HOST}:${typeof address === "object" ? address?.port : address}`;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
