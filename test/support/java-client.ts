import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";

/** What the client read: a compressed body is inflated. */
export interface JavaResponse {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

interface JavaRequest {
  readonly method: string;
  readonly url: string;
  readonly contentType?: string;
  readonly content?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The file of an upload. */
interface MediaContent {
  readonly type: string;
  readonly bytes: Buffer;
}

const SUPPORTED = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE"];
const MAX_URL = 2048;
const FORM = "application/x-www-form-urlencoded; charset=UTF-8";
const JSON_TYPE = "application/json; charset=UTF-8";
const BOUNDARY = "__END_OF_PART__4c3bd8d9-2f4d-4a1b-9c4e-2d8d8a1f0e11__";

/**
 * Sends requests as google-api-client 2.8.1 for Java does with its NetHttpTransport: every body compressed and in chunks, PATCH
 * and long GETs as a POST that names the real method, `Accept-Encoding` and `User-Agent` that ask for compressed responses.
 * @see https://cloud.google.com/java/docs/reference/google-api-client/latest/com.google.api.client.googleapis.MethodOverride
 */
export async function executeAsJava(asked: JavaRequest): Promise<JavaResponse> {
  const { method, url, contentType, content, headers } = overridden(asked);
  const outgoing = request(url, {
    method,
    headers: {
      "accept-encoding": "gzip",
      "user-agent": "Bakery Google-API-Java-Client/2.8.1 Google-HTTP-Java-Client/2.0.2 (gzip)",
      "x-goog-api-client": "gl-java/21.0.4 gdcl/2.8.1 linux/6.1.0",
      ...headers,
      ...(contentType !== undefined && { "content-type": contentType }),
      ...(content !== undefined && { "content-encoding": "gzip", "transfer-encoding": "chunked" }),
    },
  });
  outgoing.end(content === undefined ? undefined : gzipSync(content));
  const [incoming]: IncomingMessage[] = await once(outgoing, "response");
  if (incoming === undefined) throw new Error("Cannot read the response: there is none");
  const bytes = await buffer(incoming);
  const isCompressed = incoming.headers["content-encoding"] === "gzip";
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    text: (isCompressed ? gunzipSync(bytes) : bytes).toString(),
  };
}

/** Sends JSON. */
export function postAsJava(url: string, body: unknown, method = "POST"): Promise<JavaResponse> {
  return executeAsJava({ method, url, contentType: JSON_TYPE, content: JSON.stringify(body) });
}

/** `MediaHttpUploader` with direct upload: what is said of the file, and the file, in one body. */
export function uploadDirectly(url: string, metadata: unknown, media: MediaContent): Promise<JavaResponse> {
  const part = (type: string, bytes: Buffer) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Length: ${bytes.length}\r\nContent-Type: ${type}\r\ncontent-transfer-encoding: binary\r\n\r\n`,
    ),
    bytes,
    Buffer.from("\r\n"),
  ];
  const about = Buffer.from(JSON.stringify(metadata));
  const content = Buffer.concat([
    ...part(JSON_TYPE, about),
    ...part(media.type, media.bytes),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
  const contentType = `multipart/related; boundary="${BOUNDARY}"`;
  return executeAsJava({ method: "POST", url: `${url}&uploadType=multipart`, contentType, content });
}

/** `MediaHttpUploader` by default: a request that begins, then the file in chunks. @returns The responses in their order. */
export async function uploadInChunks(
  url: string,
  { type, bytes }: MediaContent,
  chunkSize: number,
): Promise<readonly JavaResponse[]> {
  const headers = { "x-upload-content-type": type, "x-upload-content-length": String(bytes.length) };
  const responses = [await executeAsJava({ method: "POST", url: `${url}&uploadType=resumable`, headers })];
  const location = responses[0]?.headers.location ?? "";
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const chunk = bytes.subarray(start, start + chunkSize);
    const range = `bytes ${start}-${start + chunk.length - 1}/${bytes.length}`;
    responses.push(
      await executeAsJava({ method: "PUT", url: location, content: chunk, headers: { "content-range": range } }),
    );
  }
  return responses;
}

function overridden(asked: JavaRequest): JavaRequest {
  const { method, url, headers } = asked;
  const isLong = method === "GET" && url.length > MAX_URL;
  if (SUPPORTED.includes(method) && !isLong) return asked;
  const named = { ...headers, "x-http-method-override": method };
  if (!isLong) return { ...asked, method: "POST", headers: named };
  const { origin, pathname, searchParams } = new URL(url);
  const content = searchParams.toString();
  return { method: "POST", url: `${origin}${pathname}`, contentType: FORM, content, headers: named };
}
