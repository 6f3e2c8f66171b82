import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { raceAbort } from "../base/abortable.ts";
import { type KeptMedia, type MediaStore, type OpenMedia, rethrow } from "../ports/media.ts";

/** Users' files are readable only for who runs this. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Keeps copies in a folder, which is made when the first one comes: a folder for each conversation, and in it the copy's name
 * with its type, such as `...image.jpeg`. A file gets its name when it is complete and on the disk.
 */
export function localMediaStore(folder: string): MediaStore {
  const find: MediaStore["find"] = async (name) => {
    const path = join(folder, name);
    const files = await readdir(dirname(path)).catch(noneIfMissing).catch(rethrowFailure);
    const found = files.find((file) => file.startsWith(`${basename(path)}.`));
    return found === undefined ? undefined : await describe(join(dirname(path), found)).catch(rethrowFailure);
  };
  const add: MediaStore["keep"] = async (name, media, signal) => {
    const target = join(folder, `${name}.${media.mimeType.replace("/", ".")}`);
    const partial = join(folder, `.${randomUUID()}`);
    await mkdir(dirname(target), { recursive: true, mode: FOLDER_MODE });
    try {
      await write(partial, media, signal);
      // A copy that is there already may have another type.
      const known = await find(name, signal);
      if (known !== undefined) return known;
      // Unlike a rename, this never replaces a file.
      await link(partial, target).catch(ignoreExisting);
      return await describe(target);
    } finally {
      await rm(partial, { force: true });
    }
  };
  return { find, keep: (name, media, signal) => add(name, media, signal).catch(rethrowFailure) };
}

async function write(path: string, { body }: OpenMedia, signal: AbortSignal): Promise<void> {
  await using file = await open(path, "wx", FILE_MODE);
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    // Piece by piece, because a file is closed only after the last write has ended.
    const piece = await raceAbort(pieces.next(), signal);
    if (piece.done) break;
    await file.writeFile(piece.value);
  }
  await file.sync();
}

async function describe(path: string): Promise<KeptMedia> {
  const { size } = await stat(path);
  const [, type, ...subtype] = basename(path).split(".");
  return { url: pathToFileURL(path).href, mimeType: `${type}/${subtype.join(".")}`, sizeBytes: size };
}

function noneIfMissing(error: unknown): string[] {
  if (hasCode(error, "ENOENT")) return [];
  throw error;
}

function ignoreExisting(error: unknown): void {
  if (!hasCode(error, "EEXIST")) throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function rethrowFailure(cause: unknown): never {
  rethrow(cause, "Cannot keep a user's file: expected a writable folder with room, and its end in time");
}
