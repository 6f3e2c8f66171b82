import type { CallScope } from "../base/call-scope.ts";
import { describeError } from "../base/describe-error.ts";
import { PermanentError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import type { Content, File, InboundMessage } from "../inbound/inbound.ts";
import type { SleepClock } from "../ports/clock.ts";
import {
  type KeptMedia,
  type MediaPart,
  type MediaSource,
  type MediaStore,
  mediaName,
  OCTETS,
} from "../ports/media.ts";

/** What files are copied with. */
export interface MediaPorts extends Pick<CallScope, "begin"> {
  readonly source: MediaSource;
  readonly store: MediaStore;
  readonly clock: Pick<SleepClock, "after">;
  readonly log: Log;
  /** For one file, from the first byte of a call to the last. */
  readonly timeoutMs: number;
}

/** A message whose file may be copied. */
export type MediaMessage = Pick<InboundMessage, "channel" | "agent" | "conversation" | "id" | "content">;

interface Part {
  readonly message: MediaMessage;
  readonly part: MediaPart;
  readonly file: File;
}

/**
 * Copies the message's file and thumbnail, and returns the content that refers to the copies. A copy that is there already
 * is taken, even when the original is gone. What cannot be copied stays as it was, and is logged as `media_copy_failed` with
 * the reason: a message is answered all the same.
 * @param signal Aborted, it ends the copying with a TransientError.
 * @throws TransientError when another try may pass.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export async function keepMedia(message: MediaMessage, ports: MediaPorts, signal: AbortSignal): Promise<Content> {
  const { content } = message;
  if (content.type !== "file") return content;
  const file = await keepPart({ message, part: "file", file: content.file }, ports, signal);
  if (content.thumbnail === undefined) return { ...content, file };
  const thumbnail = await keepPart({ message, part: "thumbnail", file: content.thumbnail }, ports, signal);
  return { ...content, file, thumbnail };
}

async function keepPart(of: Part, ports: MediaPorts, signal: AbortSignal): Promise<File> {
  const tooLate = new AbortController();
  const cancel = ports.clock.after(ports.timeoutMs, () => tooLate.abort());
  try {
    return await copy(of, ports, AbortSignal.any([signal, tooLate.signal]));
  } catch (cause) {
    const error = tooLate.signal.aborted && !signal.aborted ? tooSlow(ports.timeoutMs, cause) : cause;
    if (!(error instanceof PermanentError)) throw error;
    const { channel, agent, conversation } = of.message;
    const { reason } = error;
    ports.log("WARNING", "media_copy_failed", { channel, agent, conversation, reason, error: describeError(error) });
    return of.file;
  } finally {
    cancel();
  }
}

async function copy({ message, part, file }: Part, ports: MediaPorts, signal: AbortSignal): Promise<File> {
  const { source, store } = ports;
  const name = mediaName(message, part);
  const known = await called("findCopy", store.find(name, signal), ports);
  if (known !== undefined) return withCopy(file, known, undefined);
  const ended = new AbortController();
  try {
    const media = await called("openFile", source.open(file, AbortSignal.any([signal, ended.signal])), ports);
    return withCopy(file, await called("keepCopy", store.keep(name, media, signal), ports), media.toldType);
  } finally {
    // A store that fails before it reads would leave the source waiting.
    ended.abort();
  }
}

/** Records a call to where files are. */
async function called<T>(call: string, result: Promise<T>, { begin }: MediaPorts): Promise<T> {
  const end = begin?.(call);
  let status = "failed";
  try {
    const value = await result;
    status = "done";
    return value;
  } finally {
    end?.({ status, tries: 1 });
  }
}

/** The store tells no more than under which type it serves the copy. A later try knows at least what the webhook told. */
function withCopy(file: File, copy: KeptMedia, told = file.mimeType): File {
  const isTold = copy.mimeType === OCTETS && told !== undefined && told !== OCTETS;
  return { ...file, ...copy, ...(isTold ? { toldType: told } : {}) };
}

/** Lasting, because every try would hold back the conversation for as long. */
function tooSlow(timeoutMs: number, cause: unknown): PermanentError {
  return new PermanentError("too-slow", `Cannot copy a user's file: expected its end within ${timeoutMs} ms`, {
    cause,
  });
}
