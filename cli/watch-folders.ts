import { existsSync, watch } from "node:fs";
import { isSource } from "./fingerprint-sources.ts";

/** An editor may write a file in several steps. */
const QUIET_MS = 150;

/** Tells when sources change. */
export interface ChangedSources extends Disposable {
  /** True when sources have changed since it was true last, and nothing more changed for a moment; false once it is disposed of. */
  next(): Promise<boolean>;
}

/** Watches the sources in folders, as far as there are such folders. */
export function watchFolders(folders: readonly string[]): ChangedSources {
  let change = Promise.withResolvers<boolean>();
  let timer: NodeJS.Timeout | undefined;
  const onChange = (_event: string, file: string | null) => {
    if (file === null || !isSource(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => change.resolve(true), QUIET_MS);
  };
  const watchers = folders
    .filter((folder) => existsSync(folder))
    .map((folder) => watch(folder, { recursive: true }, onChange));
  return {
    async next() {
      const hasChanged = await change.promise;
      if (hasChanged) change = Promise.withResolvers();
      return hasChanged;
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      change.resolve(false);
    },
  };
}
