import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { parseJson } from "../../shared/base/json.ts";
import { LOOPBACK_HOST, loopbackUrl } from "../../shared/base/loopback.ts";
import { messageOf } from "../../shared/base/message-of.ts";
import { refuseForeign } from "../../shared/base/refuse-foreign.ts";
import type { ActAnswer } from "../page-act.ts";
import { readPageAct } from "../read-page-act.ts";
import { bundleClient, type ClientFile } from "./bundle-client.ts";
import type { PageHost } from "./page-host.ts";
import { streamFacts } from "./stream-facts.ts";

/** A page that is served. */
export interface ServedPage extends AsyncDisposable {
  /** With its token: whoever has it can open the page. */
  readonly url: string;
}

/** Nothing from elsewhere is loaded, and nothing that a message holds runs or is framed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** A file of 10 MiB in base64, and its name. */
const MAX_ACT_BYTES = 14 * 2 ** 20;

interface Served {
  readonly host: PageHost;
  readonly token: string;
  readonly run: string;
  readonly files: () => Promise<readonly ClientFile[]>;
}

interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Whoever has it can open the page. */
  readonly token: string;
}

/**
 * Serves the page on loopback, to whoever has its address with the token in it.
 * @throws Error with Node's `code` when it cannot listen there.
 */
export async function servePage(host: PageHost, { port, token }: ServeOptions): Promise<ServedPage> {
  let files: Promise<readonly ClientFile[]> | undefined;
  const served: Served = {
    host,
    token,
    run: randomBytes(6).toString("base64url"),
    // When the page is opened first: who never opens it does not wait for it.
    files: () => (files ??= bundleClient()),
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response, served).catch(() => response.destroy());
  });
  server.listen(port, LOOPBACK_HOST);
  await once(server, "listening");
  return {
    url: `${loopbackUrl(server)}/?token=${token}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(incoming: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const foreign = refuseForeign(incoming.headers);
  if (foreign !== undefined) return end(response, foreign.status, "text/plain", String(foreign.body));
  const { method, url = "/" } = incoming;
  if (!URL.canParse(url, "http://page")) return end(response, 400, "text/plain", "The address cannot be read\n");
  const { pathname } = new URL(url, "http://page");
  // These hold nothing of anybody's, or have a name that nobody guesses.
  if (method === "GET" && /^\/page\.(js|css)$/.test(pathname)) return sendClient(pathname.slice(1), response, served);
  if (method === "GET" && pathname.startsWith("/files/")) return sendFile(pathname, response, served);
  if (!hasToken(incoming, served.token)) return end(response, 401, "text/html; charset=utf-8", NO_TOKEN);
  return answerOwner(`${method} ${pathname}`, incoming, response, served);
}

async function answerOwner(
  route: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  served: Served,
): Promise<void> {
  if (route === "GET /") return end(response, 200, "text/html; charset=utf-8", INDEX);
  if (route === "GET /facts") return streamFacts(served.host, served.run, incoming, response);
  if (route === "POST /acts") return sendAnswer(incoming, response, served);
  return end(response, 404, "text/plain", "There is no such page\n");
}

async function sendClient(name: string, response: ServerResponse, { files }: Served): Promise<void> {
  const file = (await files()).find((one) => one.name === name);
  if (file === undefined) return end(response, 404, "text/plain", "There is no such file\n");
  end(response, 200, file.type, file.bytes);
}

async function sendFile(path: string, response: ServerResponse, { host }: Served): Promise<void> {
  const file = await host.file(path.slice("/files".length));
  if (file === undefined || !/^image\/(png|jpe?g|gif|webp)$/i.test(file.type))
    return end(response, 404, "text/plain", "There is no such picture\n");
  end(response, 200, file.type, file.bytes);
}

async function sendAnswer(incoming: IncomingMessage, response: ServerResponse, { host }: Served): Promise<void> {
  if (!(Number(incoming.headers["content-length"]) <= MAX_ACT_BYTES)) {
    const error = `Cannot do it: expected a Content-Length of at most ${MAX_ACT_BYTES / 2 ** 20} MiB, which has room for a file of 10 MiB`;
    response.setHeader("connection", "close");
    return end(response, 413, "application/json", JSON.stringify({ isDone: false, error }));
  }
  const answered = await performOrRefuse(await text(incoming), host);
  end(response, answered.isDone ? 200 : 400, "application/json", JSON.stringify(answered));
}

async function performOrRefuse(body: string, host: PageHost): Promise<ActAnswer> {
  try {
    return await host.perform(readPageAct({ value: parseJson(body), path: "" }));
  } catch (error) {
    return { isDone: false, error: messageOf(error) };
  }
}

function hasToken({ headers, url = "/" }: IncomingMessage, wanted: string): boolean {
  const inUrl = new URL(url, "http://page").searchParams.get("token");
  const given = Buffer.from(inUrl ?? headers.authorization?.replace(/^Bearer /, "") ?? "");
  return given.length === wanted.length && timingSafeEqual(given, Buffer.from(wanted));
}

function end(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { "content-type": type }).end(body);
}

const INDEX = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Heliograph</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<div id="page"></div>
<script type="module" src="page.js"></script>
</html>
`;

const NO_TOKEN = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Heliograph</title>
<p>This address lacks its token, or has one of an earlier start. Open the address that <code>npm start</code> has printed.</p>
</html>
`;
