import type { IncomingMessage } from "node:http";
import { TransientError } from "../../base/errors.ts";
import { type MediaSource, rethrow } from "../../ports/media.ts";
import { openRequest, responseTo } from "../http/open-request.ts";
import { checkMediaEncoding, checkMediaSize, checkMediaStatus, checkMediaUrl, mediaType } from "./media-rules.ts";

/** What may be fetched, and how long its host may be silent. */
export interface MediaSourceOptions {
  /** `host:port` of this machine from which files are taken too, over plain http, such as a simulator's. */
  readonly loopback?: string | undefined;
  readonly maxBytes?: number;
  /** How long the host may say nothing: before it answers, and between any two pieces of the file. */
  readonly idleMs?: number;
}

/**
 * What a message may hold in RCS.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 */
const MAX_BYTES = 100 * 1024 * 1024;
const IDLE_MS = 10_000;
const FAILED = "Cannot copy a user's file: the connection to its host failed or took too long";

/**
 * Reads users' files from Cloud Storage: without credentials, without following redirects, on a connection of its own, and no
 * more of it than is read. A file that breaks off before the length or the last piece that its host has told is no file.
 */
export function mediaSource({
  loopback,
  maxBytes = MAX_BYTES,
  idleMs = IDLE_MS,
}: MediaSourceOptions = {}): MediaSource {
  return {
    async open(file, signal) {
      const url = checkMediaUrl(file.url, loopback);
      checkMediaSize(file.sizeBytes, maxBytes);
      const response = await request(url, idleMs, signal);
      try {
        const { statusCode = 0, headers } = response;
        checkMediaStatus(statusCode);
        checkMediaEncoding(headers["content-encoding"]);
        checkMediaSize(declaredSize(headers["content-length"]), maxBytes);
        return { ...mediaType(headers["content-type"], file.mimeType), body: read(response, maxBytes, idleMs) };
      } catch (error) {
        response.destroy();
        throw error;
      }
    },
  };
}

async function request(url: URL, idleMs: number, signal: AbortSignal): Promise<IncomingMessage> {
  const asked = openRequest(url, { agent: false, headers: { "accept-encoding": "identity" }, signal });
  asked.end();
  try {
    return await responseTo(asked, AbortSignal.any([signal, AbortSignal.timeout(idleMs)]));
  } catch (cause) {
    asked.destroy();
    throw new TransientError(FAILED, { cause });
  }
}

function declaredSize(header: string | undefined): number | undefined {
  return header === undefined ? undefined : Number(header);
}

/** Time counts only while the host is waited for, never while the reader is: a slow bucket is no idle host. */
async function* read(response: IncomingMessage, maxBytes: number, idleMs: number): AsyncGenerator<Buffer> {
  const giveUp = () =>
    response.destroy(new TransientError(`Cannot copy a user's file: its host paused for ${idleMs} ms`));
  let idle = setTimeout(giveUp, idleMs);
  let bytes = 0;
  try {
    for await (const chunk of response) {
      clearTimeout(idle);
      bytes += chunk.length;
      checkMediaSize(bytes, maxBytes);
      yield chunk;
      idle = setTimeout(giveUp, idleMs);
    }
  } catch (cause) {
    rethrow(cause, FAILED);
  } finally {
    clearTimeout(idle);
  }
}
