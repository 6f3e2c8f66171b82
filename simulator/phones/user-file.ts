import type { ServerResponse } from "node:http";
import type { IncomingCall } from "../api/call.ts";
import type { PlatformState, StoredFile } from "../state/platform-state.ts";

/** A file that a user sends. */
export interface SentFile {
  readonly bytes: Uint8Array;
  /** Such as `image/jpeg`. */
  readonly type: string;
  readonly name?: string;
}

/** The path of files from users of RCS. Google documents neither host nor path. */
const RCS_FOLDER = "/user-content";
/** @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive */
const IMAGE_FOLDER = "/business-messages-us/936640919331";
const IMAGE_HOST = "https://storage.googleapis.com";
const IMAGE_LIFE_SECONDS = 7 * 24 * 60 * 60;

/** Stores a file of a user of RCS. @returns Its path at the platform, from where it can be downloaded. */
export function storeFile({ files, uuid }: PlatformState, { bytes, type }: SentFile): string {
  const path = `${RCS_FOLDER}/${uuid()}`;
  files.set(path, { bytes, type });
  return path;
}

/**
 * Stores an image of a user of Business Messages.
 * @returns Its signed URL in Google's bucket, as agents get it. The platform serves the image at the same path.
 */
export function storeImage({ files, clock, uuid }: PlatformState, { bytes, type }: SentFile): string {
  const path = `${IMAGE_FOLDER}/${uuid()}`;
  files.set(path, { bytes, type });
  const query = new URLSearchParams({
    "x-goog-algorithm": "GOOG4-RSA-SHA256",
    "x-goog-date": clock
      .now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, ""),
    "x-goog-expires": String(IMAGE_LIFE_SECONDS),
    "x-goog-signedheaders": "host",
    "x-goog-signature": uuid().replaceAll("-", ""),
  });
  return `${IMAGE_HOST}${path}?${query}`;
}

/** The file that a GET or HEAD request asks for. It needs no credentials. */
export function findFile({ files }: PlatformState, { method, path }: IncomingCall): StoredFile | undefined {
  return method === "GET" || method === "HEAD" ? files.get(path) : undefined;
}

/** Answers with the file, its type and its length. */
export function serveFile({ bytes, type }: StoredFile, response: ServerResponse): void {
  response.writeHead(200, { "content-type": type, "content-length": bytes.length }).end(bytes);
}
