import { existsSync, globSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** What a bot is written in. */
const SOURCE = /\.(?:[cm]?[jt]s|json)$/;

/** Whether a bot is written in a file. @param file Its path within the bot's folder. */
export function isSource(file: string): boolean {
  return SOURCE.test(file) && !file.split(sep).includes("node_modules");
}

/** Names, sizes and times of the sources in folders, as far as there are such folders: the same until one of them changes. */
export function fingerprintSources(folders: readonly string[]): string {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      globSync("**/*", { cwd: folder })
        .filter(isSource)
        .toSorted()
        .map((file) => join(folder, file)),
    )
    .map((file) => {
      const { size, mtimeMs } = statSync(file);
      return `${file} ${size} ${mtimeMs}`;
    })
    .join("\n");
}
