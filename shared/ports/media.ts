import { createHash } from "node:crypto";
import type { Brand } from "../base/brand.ts";
import { PermanentError, TransientError } from "../base/errors.ts";
import type { ConversationId, InboundId } from "../base/ids.ts";
import type { File } from "../inbound/inbound.ts";

/** The name of a copy: the same for every try, and safe in URLs and paths. Copies of a conversation share its first step. */
export type MediaName = Brand<string, "MediaName">;

/** The type of a copy that is to be saved and not shown; also what Cloud Storage serves when it knows no type. */
export const OCTETS = "application/octet-stream";

/** What a user's message may hold a copy of. */
export type MediaPart = "file" | "thumbnail";

/** A user's file on its way: its type is one that is safe to serve, its bytes come as they are read. */
export interface OpenMedia {
  readonly mimeType: string;
  /** What was told of a file that is kept as octets, because it is not safe to serve as that. */
  readonly toldType?: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A copy of ours, in the words of a File. */
export type KeptMedia = Required<Pick<File, "url" | "mimeType" | "sizeBytes">>;

/** Where users' files are read from. */
export interface MediaSource {
  /**
   * Opens the file; whoever has opened it reads it to its end, or aborts `signal`.
   * @throws PermanentError when it cannot be had or must not be taken, with the reason; reading the body may throw it too.
   * @throws TransientError when another try may pass; reading the body may throw it too.
   */
  open(file: File, signal: AbortSignal): Promise<OpenMedia>;
}

/** Where copies of users' files are kept, because Google's URLs of them end. Every method is safe to repeat. */
export interface MediaStore {
  /** The copy of that name; `undefined` when there is none. @throws PermanentError, TransientError */
  find(name: MediaName, signal: AbortSignal): Promise<KeptMedia | undefined>;
  /**
   * Keeps the whole file or nothing. Where a copy of that name is there already, that one stays and is returned.
   * @throws what reading the body throws, PermanentError when copies are refused, TransientError when another try may pass.
   */
  keep(name: MediaName, media: OpenMedia, signal: AbortSignal): Promise<KeptMedia>;
}

/** What `conversationId` makes, and nothing that leads elsewhere. */
const SAFE = /^[\w-]+$/;

/**
 * Names the copy of a part of a message: its conversation, and a digest of conversation, inbound fact and part.
 * @throws PermanentError when the conversation's name is not one of ours.
 */
export function mediaName(
  of: { readonly conversation: ConversationId; readonly id: InboundId },
  part: MediaPart,
): MediaName {
  if (!SAFE.test(of.conversation)) {
    throw new PermanentError("bad-conversation", "Cannot name a copy: expected a conversation named by ingress");
  }
  const digest = createHash("sha256").update(JSON.stringify([of.conversation, of.id, part]));
  return `${of.conversation}/${digest.digest("base64url")}` as MediaName;
}

/** @throws the error itself when it says already whether to try again; TransientError with `message` otherwise. */
export function rethrow(cause: unknown, message: string): never {
  if (cause instanceof PermanentError || cause instanceof TransientError) throw cause;
  throw new TransientError(message, { cause });
}
