import { zipSync } from "fflate";

/** A file's name in the archive, and what it holds. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The first moment that a zip can name. In local time, for that is what a zip holds: the same bytes in every time zone. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Makes a zip of the files whose bytes depend on nothing but them: sorted by name, without times or owners. The compression is
 * the package's own, because that of Node's zlib changes between versions.
 */
export function archive(files: Files): Uint8Array {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: NO_TIME });
}
