import { readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PersonalStore } from "../ports/personal-store.ts";

/** The copies in the folder of `localMediaStore`: each conversation has a folder of its own in it. */
export function localMediaFiles(folder: string): PersonalStore {
  return {
    name: "media",
    async *find({ conversation }) {
      for (const file of await readdir(join(folder, conversation)).catch(unlessMissing)) {
        const id = `${conversation}/${file}`;
        yield { id, about: { url: pathToFileURL(join(folder, id)).href } };
      }
    },
    async remove(id) {
      const path = join(folder, id);
      await rm(path, { force: true });
      // The last one takes the folder with it.
      await rmdir(dirname(path)).catch(unlessInUse);
    },
  };
}

function unlessMissing(error: unknown): readonly string[] {
  if (hasCode(error, ["ENOENT"])) return [];
  throw error;
}

function unlessInUse(error: unknown): void {
  if (!hasCode(error, ["ENOTEMPTY", "EEXIST", "ENOENT"])) throw error;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
