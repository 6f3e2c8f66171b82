import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { TextPlace } from "../shared/bot/check-texts.ts";

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

/**
 * Finds where a text is written, among the files that the bot imports: the file of its language, such as `texts/pl.ts`.
 * @returns The file and, where the text is there, its line; `undefined` when no file is named after the language.
 */
export function findText(bot: URL, { language, key }: TextPlace): { file: string; line?: number } | undefined {
  const name = new RegExp(`(^|[-_.])${language}\\.[cm]?[jt]s$`, "i");
  const file = [...imported(bot)].map((href) => fileURLToPath(href)).find((path) => name.test(basename(path)));
  if (file === undefined) return undefined;
  const index = readFileSync(file, "utf8")
    .split("\n")
    .findIndex((line) => new RegExp(`^\\s*["']?${key}["']?\\s*:`).test(line));
  return index === -1 ? { file } : { file, line: index + 1 };
}

function imported(file: URL, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file.href) || !existsSync(file)) return found;
  found.add(file.href);
  const names = readFileSync(file, "utf8").matchAll(IMPORT);
  for (const [, name = ""] of names) imported(new URL(name, file), found);
  return found;
}
