import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import type { IncomingCall } from "../api/call.ts";
import { RCS_FILE } from "../api/media-limits.ts";
import { refusal } from "../api/refusals.ts";

/** Google documents no limit for these APIs; this is the one of others. @see https://cloud.google.com/vision/quotas */
const MAX_BYTES = 10 * 1024 * 1024;
/** What may stand around the bytes of a file: the other parts of an upload in several parts. */
const AROUND_FILE_BYTES = 1024 * 1024;
const UPLOAD_PATH = "/upload/";
const FORM = "application/x-www-form-urlencoded";

const INFLATE: Readonly<Record<string, (bytes: Buffer, limit: { maxOutputLength: number }) => Promise<Buffer>>> = {
  identity: async (bytes) => bytes,
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
};

type Head = Omit<IncomingCall, "body">;

/**
 * Reads a request as Google's front end does: inflates its body, and takes `X-HTTP-Method-Override` for the method.
 * @returns `undefined` when the caller closed the connection before the whole request had arrived.
 * @throws ApiError 400 when the body is too big, before or after inflating, or cannot be inflated.
 */
export async function readRequest(incoming: IncomingMessage): Promise<IncomingCall | undefined> {
  const head = readHead(incoming);
  const limit = head.path.startsWith(UPLOAD_PATH) ? RCS_FILE.maxBytes + AROUND_FILE_BYTES : MAX_BYTES;
  const sent = await readBytes(incoming, limit);
  if (sent === undefined) return undefined;
  const body = await inflated(sent, head.headers["content-encoding"], limit);
  return head.method === "POST" ? overridden({ ...head, body }) : { ...head, body };
}

function readHead({ method = "", url = "", headers }: IncomingMessage): Head {
  // A client behind a proxy sends the whole URL. @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  // A query may hold further question marks. @see https://www.rfc-editor.org/rfc/rfc3986#section-3.4
  const [path = "", ...search] = url.replace(/^https?:\/\/[^/?]*/i, "").split("?");
  const query = new URLSearchParams(search.join("?"));
  return {
    method,
    path: path || "/",
    query,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()])),
    authorization: headers.authorization ?? tokenOf(query),
    contentType: headers["content-type"],
  };
}

function tokenOf(query: URLSearchParams): string | undefined {
  const token = query.get("access_token") ?? query.get("oauth_token");
  return token === null ? undefined : `Bearer ${token}`;
}

async function readBytes(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  if (size > limit) throw refusal("request-too-big", { limit });
  return Buffer.concat(chunks);
}

/** The last encoding of a list was applied last. No body is of no encoding, whatever a client always says. */
async function inflated(sent: Buffer, encodings = "identity", limit: number): Promise<Buffer> {
  let bytes = sent;
  for (const encoding of sent.length === 0 ? [] : encodings.split(",").reverse()) {
    bytes = await inflatedOnce(bytes, encoding.trim().toLowerCase(), limit);
  }
  return bytes;
}

async function inflatedOnce(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  const inflate = Object.hasOwn(INFLATE, encoding) ? INFLATE[encoding] : undefined;
  if (inflate === undefined) throw refusal("unknown-encoding");
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    const isTooBig = error instanceof RangeError;
    throw isTooBig ? refusal("request-too-big", { limit }) : refusal("wrong-encoding", { encoding });
  }
}

/**
 * Google's Java client sends PATCH as a POST, and a GET with a long URL as a POST whose form is the query.
 * @see https://cloud.google.com/java/docs/reference/google-api-client/latest/com.google.api.client.googleapis.MethodOverride
 */
function overridden(call: IncomingCall): IncomingCall {
  const method = call.headers["x-http-method-override"]?.trim().toUpperCase() || call.method;
  if (method !== "GET" || call.contentType?.toLowerCase().startsWith(FORM) !== true) return { ...call, method };
  const query = new URLSearchParams([...call.query, ...new URLSearchParams(call.body.toString())]);
  return { ...call, method, query, authorization: call.authorization ?? tokenOf(query), body: Buffer.alloc(0) };
}
