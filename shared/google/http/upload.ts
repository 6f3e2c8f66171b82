import { pipeline } from "node:stream/promises";
import { TransientError } from "../../base/errors.ts";
import { openRequest, responseTo } from "./open-request.ts";

const MAX_RESPONSE_BYTES = 1_048_576;

/** A POST whose body is sent as it comes. */
export interface Upload {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** What came back; the body of a refusal is not read. */
export interface UploadResponse {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends the body piece by piece, as fast as it is taken, and reads the response; one that comes early ends the sending. A body
 * that breaks breaks the request before its end, so no server takes it for whole. There are no retries, because the body can
 * be read only once; so the connection is a new one: a pooled one may be dead.
 * @throws TransientError when the response is larger than any that Google gives.
 * @throws what reading the body throws, whatever broke the connection, or that `signal` was aborted.
 */
export async function upload({ url, headers, body }: Upload, signal: AbortSignal): Promise<UploadResponse> {
  const request = openRequest(url, { method: "POST", headers, agent: false, signal });
  const answered = responseTo(request, signal);
  const sent = pipeline(body, request);
  try {
    const response = await Promise.race([answered, sent.then(() => answered)]);
    const { statusCode: status = 0 } = response;
    // Who refuses may hang up on what is still being sent, in the middle of saying why.
    return { status, body: status === 200 ? await readText(response) : "" };
  } finally {
    request.destroy();
  }
}

/** Leaving the loop early destroys the response and its connection. */
async function readText(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > MAX_RESPONSE_BYTES) {
      throw new TransientError(`Cannot read the response to an upload: expected at most ${MAX_RESPONSE_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
