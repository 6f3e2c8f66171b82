import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { AnyOperation } from "../operations/operation.ts";
import { OPERATIONS } from "../operations/operations.ts";
import type { Operator } from "../operations/operator.ts";
import { PermanentError } from "../shared/base/errors.ts";
import type { HttpResponse } from "../shared/base/http.ts";
import { parseJson } from "../shared/base/json.ts";
import { LOOPBACK_HOST, loopbackUrl } from "../shared/base/loopback.ts";
import { refuseForeign } from "../shared/base/refuse-foreign.ts";
import { writeOperationLine } from "./operation-line.ts";
import { apiFile, type RunningApi } from "./target.ts";

const PATH = /^\/operations\/([a-z-]+)$/;

/**
 * Operates on what this process has open for whoever has the token: on loopback only, and for no page of another site. A request is
 * JSON; the answer is lines of JSON: `{"told": fact}` each, then `{"isDone": true}` or `{"failed": why}`. Where it listens and the
 * token stand in a file beside the database, which nobody but its owner can read, for as long as it listens.
 */
export async function serveOperations(operator: Operator, data: string): Promise<AsyncDisposable> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer((incoming, response) => {
    answer(incoming, response, { operator, token }).catch((error: unknown) => response.destroy(asError(error)));
  });
  server.listen(0, LOOPBACK_HOST);
  await once(server, "listening");
  const file = apiFile(data);
  const api: RunningApi = { url: loopbackUrl(server), token };
  writeFileSync(file, JSON.stringify(api), { mode: 0o600 });
  return {
    async [Symbol.asyncDispose]() {
      rmSync(file, { force: true });
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Served {
  readonly operator: Operator;
  readonly token: string;
}

async function answer(incoming: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const admitted = admit(incoming, served.token);
  if ("status" in admitted) {
    response.writeHead(admitted.status, { connection: "close" }).end(admitted.body);
    return;
  }
  const stopped = new AbortController();
  response.on("close", () => stopped.abort());
  try {
    const request = admitted.read({ value: parseJson(await text(incoming)), path: "" });
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    await tell(admitted.run(request, served.operator, stopped.signal), response);
    response.end(writeOperationLine({ isDone: true }));
  } catch (error) {
    const { message } = asError(error);
    if (response.headersSent) response.end(writeOperationLine({ failed: message }));
    else response.writeHead(error instanceof PermanentError ? 400 : 500).end(`${message}\n`);
  }
}

/** Goes no faster than the facts are read. */
async function tell(facts: AsyncIterable<unknown>, response: ServerResponse): Promise<void> {
  for await (const told of facts) {
    if (!response.write(writeOperationLine({ told })) && !response.destroyed)
      await Promise.race([once(response, "drain"), once(response, "close")]);
  }
}

/** The operation that is asked for, or the answer to who may not ask or asks for none. */
function admit({ headers, method, url = "" }: IncomingMessage, token: string): AnyOperation | HttpResponse {
  const foreign = refuseForeign(headers);
  if (foreign !== undefined) return foreign;
  if (!isToken(headers.authorization, token)) return { status: 401, body: "Expected the token of this npm start\n" };
  const [, asked] = PATH.exec(url) ?? [];
  const operation = OPERATIONS.find(({ name }) => name === asked);
  if (operation === undefined) return { status: 404, body: "Expected POST /operations/NAME with a known name\n" };
  return method === "POST" ? operation : { status: 405, body: "Expected POST\n" };
}

function isToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
