import type { IncomingMessage } from "node:http";
import { TransientError } from "../../base/errors.ts";
import type { SleepClock } from "../../ports/clock.ts";
import { type MediaSource, rethrow } from "../../ports/media.ts";
import { openRequest, responseTo } from "../http/open-request.ts";
import { systemWorld } from "../http/world.ts";
import { checkMediaEncoding, checkMediaSize, checkMediaStatus, checkMediaUrl, mediaType } from "./media-rules.ts";

/** What may be fetched, and how long its host may be silent. */
export interface MediaSourceOptions {
  /** `host:port` of this machine from which files are taken too, over plain http, such as a simulator's. */
  readonly loopback?: string | undefined;
  readonly maxBytes?: number;
  /** How long the host may say nothing: before it answers, and between any two pieces of the file. */
  readonly idleMs?: number;
  /** Measures its silence. */
  readonly clock?: Pick<SleepClock, "after">;
}

type IdleLimit = Required<Pick<MediaSourceOptions, "idleMs" | "clock">>;

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
  clock = systemWorld.clock,
}: MediaSourceOptions = {}): MediaSource {
  const limit = { idleMs, clock };
  return {
    async open(file, signal) {
      const url = checkMediaUrl(file.url, loopback);
      checkMediaSize(file.sizeBytes, maxBytes);
      const response = await request(url, limit, signal);
      try {
        const { statusCode = 0, headers } = response;
        checkMediaStatus(statusCode);
        checkMediaEncoding(headers["content-encoding"]);
        checkMediaSize(declaredSize(headers["content-length"]), maxBytes);
        return { ...mediaType(headers["content-type"], file.mimeType), body: read(response, maxBytes, limit) };
      } catch (error) {
        response.destroy();
        throw error;
      }
    },
  };
}

async function request(url: URL, { idleMs, clock }: IdleLimit, signal: AbortSignal): Promise<IncomingMessage> {
  const asked = openRequest(url, { agent: false, headers: { "accept-encoding": "identity" }, signal });
  asked.end();
  const late = new AbortController();
  const cancel = clock.after(idleMs, () => late.abort());
  try {
    return await responseTo(asked, AbortSignal.any([signal, late.signal]));
  } catch (cause) {
    asked.destroy();
    throw new TransientError(FAILED, { cause });
  } finally {
    cancel();
  }
}

function declaredSize(header: string | undefined): number | undefined {
  return header === undefined ? undefined : Number(header);
}

/** Time counts only while the host is waited for, never while the reader is: a slow bucket is no idle host. */
async function* read(
  response: IncomingMessage,
  maxBytes: number,
  { idleMs, clock }: IdleLimit,
): AsyncGenerator<Buffer> {
  const giveUp = () =>
    response.destroy(new TransientError(`Cannot copy a user's file: its host paused for ${idleMs} ms`));
  let cancel = clock.after(idleMs, giveUp);
  let bytes = 0;
  try {
    for await (const chunk of response) {
      cancel();
      bytes += chunk.length;
      checkMediaSize(bytes, maxBytes);
      yield chunk;
      cancel = clock.after(idleMs, giveUp);
    }
  } catch (cause) {
    rethrow(cause, FAILED);
  } finally {
    cancel();
  }
}
