import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "./tls-certificate.ts";

/** What a function did at Google, and when: milliseconds of this process's own clock. */
export interface GoogleCall {
  readonly call: "publish" | "read" | "typing" | "answer";
  readonly at: number;
  /** What was published, in base64; the id of an answer. */
  readonly what: string;
}

/** Pub/Sub, RCS and the metadata server on loopback, and Firestore's emulator behind TLS. */
export interface GoogleStandIn {
  /** Such as `127.0.0.1:4100`, in plain HTTP. */
  readonly host: string;
  readonly tlsPort: number;
  /** All calls since it was asked last, in the order in which they came. */
  take(): readonly GoogleCall[];
  close(): void;
}

const CAPABILITIES = { features: ["RICHCARD_STANDALONE", "RICHCARD_CAROUSEL", "ACTION_OPEN_URL", "ACTION_DIAL"] };
const TOKEN = { access_token: "ya29.of-the-stand-in", expires_in: 3599, token_type: "Bearer" };
const TYPING: Readonly<Record<string, GoogleCall["call"]>> = { READ: "read", IS_TYPING: "typing" };

/** Starts it. @param firestore `host:port` of the emulator; nothing behind TLS keeps documents without it. */
export async function startGoogle(firestore: string | undefined, certificate: Certificate): Promise<GoogleStandIn> {
  let calls: GoogleCall[] = [];
  const answer = answerCalls((call) => calls.push(call), firestore);
  const [plain, tls] = [createServer(answer), createTlsServer(certificate, answer)];
  const port = await listen(plain);
  return {
    host: `127.0.0.1:${port}`,
    tlsPort: await listen(tls),
    take() {
      const taken = calls;
      calls = [];
      return taken;
    },
    close() {
      for (const server of [plain, tls]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** Google's servers keep a connection for minutes: a server that rests for some seconds finds it open again. */
const KEEP_ALIVE_MS = 240_000;

async function listen(server: Server): Promise<number> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

function answerCalls(record: (call: GoogleCall) => void, firestore: string | undefined): RequestListener {
  const agent = new Agent({ keepAlive: true });
  return (incoming, response) => {
    const { url = "/", headers } = incoming;
    if (url.startsWith("/computeMetadata/") || url === "/") return answerMetadata(url, response);
    if (url.includes("/databases/") && firestore !== undefined) {
      const { method } = incoming;
      const onward = request(`http://${firestore}${url}`, { method, agent, headers: { ...pass(headers) } });
      onward.on("response", (back) => back.pipe(response.writeHead(back.statusCode ?? 502, pass(back.headers))));
      incoming.pipe(onward);
      return;
    }
    readText(incoming, (body) => {
      const json = JSON.stringify(answerCall(url, body, record));
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
      response.end(json);
    });
  };
}

/** What the emulator needs to know of a request; it takes no token of ours. */
function pass(headers: IncomingMessage["headers"]): Record<string, string> {
  const { "content-type": type, "content-length": length } = headers;
  return { ...(type && { "content-type": type }), ...(length && { "content-length": length }) };
}

function readText(incoming: IncomingMessage, use: (body: string) => void): void {
  let body = "";
  incoming.setEncoding("latin1");
  incoming.on("data", (chunk: string) => {
    body += chunk;
  });
  incoming.on("end", () => use(body));
}

function answerCall(url: string, body: string, record: (call: GoogleCall) => void): object {
  const at = performance.now();
  if (url.endsWith(":publish")) {
    const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly data: string }[] };
    for (const { data } of messages) record({ call: "publish", at, what: data });
    return { messageIds: messages.map(() => "1") };
  }
  if (url.includes("/agentEvents")) {
    const call = TYPING[JSON.parse(body).eventType];
    if (call !== undefined) record({ call, at, what: "" });
  } else if (url.includes("/agentMessages")) {
    record({ call: "answer", at, what: /messageId=([^&]+)/.exec(url)?.[1] ?? "" });
  } else if (url.includes("/capabilities")) return CAPABILITIES;
  return { name: "phones/x/agentMessages/y", sendTime: new Date().toISOString() };
}

/** @see https://cloud.google.com/compute/docs/metadata/overview */
function answerMetadata(url: string, response: Parameters<RequestListener>[1]): void {
  const [path = ""] = url.split("?");
  const isToken = path.endsWith("/token");
  const text = path.endsWith("universe-domain") ? "googleapis.com" : "bench";
  response.writeHead(200, { "metadata-flavor": "Google", "content-type": isToken ? "application/json" : "text/plain" });
  response.end(isToken ? JSON.stringify(TOKEN) : text);
}
