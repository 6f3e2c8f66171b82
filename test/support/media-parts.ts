import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { InboundId } from "../../shared/base/ids.ts";
import type { Content } from "../../shared/inbound/inbound.ts";
import { type MediaName, mediaName, type OpenMedia } from "../../shared/ports/media.ts";
import type { MediaMessage } from "../../shared/turn/keep-media.ts";
import { anyConversation, messageFact } from "../contracts/facts.ts";

export function anyMediaName(): MediaName {
  return mediaName({ conversation: anyConversation(), id: randomUUID() as InboundId }, "file");
}

/** A signal that is never aborted. */
export function noSignal(): AbortSignal {
  return new AbortController().signal;
}

/** An image of these bytes, in pieces of 64 KiB as a connection brings them. */
export function imageOf(bytes: Buffer | string, mimeType = "image/jpeg"): OpenMedia {
  return { mimeType, body: pieces(Buffer.from(bytes)) };
}

/** An image that begins and then does `what`. */
export function imageThat(what: () => Promise<never>): OpenMedia {
  return { mimeType: "image/jpeg", body: begin(what) };
}

/** A message of a conversation of its own that holds this. */
export function messageOf(content: Content): MediaMessage {
  return { ...messageFact(), content };
}

/** Everything that comes out of an opened file. */
export async function bytesOf({ body }: OpenMedia): Promise<Buffer> {
  return await buffer(body);
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
}

async function* begin(what: () => Promise<never>): AsyncGenerator<Buffer> {
  yield Buffer.from("the first of it");
  await what();
}
