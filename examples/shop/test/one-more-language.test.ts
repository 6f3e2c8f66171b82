import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { copyTree, TO_RUN } from "../../../test/support/tree.ts";

/** Where this bot is: the shop, or a copy of it. */
const BOT = relative(process.cwd(), fileURLToPath(new URL("..", import.meta.url)));
const NAMES = [...TO_RUN, "bot", "examples", "docs/schemas", "test/support", "vitest.config.ts"];
const VITEST = "node_modules/vitest/vitest.mjs";

it("one more language breaks no test", { timeout: 60_000 }, async () => {
  await using tree = await copyTree(NAMES);
  const texts = await readFile(join(BOT, "texts/en.ts"), "utf8");
  // Words in English stand for those of a translator.
  const german = texts
    .replace("export const en", "export const de")
    .replaceAll("English", "Deutsch")
    .replace(/^export type.*$/m, "");
  await tree.write(join(BOT, "texts/de.ts"), german);
  const languages = await readFile(join(BOT, "languages.ts"), "utf8");
  const longer = languages
    .replace("export const TEXTS = { ", "export const TEXTS = { de, ")
    .replace('import { en }', 'import { de } from "./texts/de.ts";\nimport { en }');
  await tree.write(join(BOT, "languages.ts"), longer);
  // This test itself, which would run without end.
  await rm(join(tree.folder, BOT, "test/one-more-language.test.ts"));
  const { code, output } = await tree.run(VITEST, "run", "--project", "embedded", join(tree.folder, BOT));
  expect(code, output).toBe(0);
  expect(output).toContain("texts.test.ts");
});
