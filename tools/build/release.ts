import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What goes into the functions: their sources, the bot, and the versions of all packages. */
const SOURCES = ["functions/**/*.ts", "shared/**/*.ts", "bot/**/*", "package-lock.json"];
const NOT_BUILT = ["**/node_modules/**", "**/*.test.ts", "**/*.md"];
const DIGITS = 8;

/**
 * Names what is built from the sources in a folder: the version of package.json, and a digest of all that goes into the functions,
 * such as `0.1.0+3f29ab01`. The same sources have the same name on every machine. Without git: what is built need not be committed.
 * @param bot A file whose bot is built in, where that is not `bot/bot.ts`.
 */
export function release(root: string, bot?: string): string {
  const { version } = JSON.parse(readText(join(root, "package.json")));
  const digest = createHash("sha256");
  for (const file of sourcesIn(root)) digest.update(`${file}\n${readText(join(root, file))}\n`);
  if (bot !== undefined) digest.update(readText(bot));
  return `${version}+${digest.digest("hex").slice(0, DIGITS)}`;
}

function sourcesIn(root: string): readonly string[] {
  const found = globSync(SOURCES, { cwd: root, exclude: NOT_BUILT, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.map((file) => file.slice(root.length).replaceAll("\\", "/").replace(/^\//, "")).toSorted();
}

/** A checkout on Windows may end lines in its own way. */
function readText(file: string): string {
  return readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
}
