import { globSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { copyTree, type Tree } from "../support/tree.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The simulator's page shows a test of any bot, which simulator-alone.test.ts runs. */
const PAGES = globSync(["*.md", "{docs,examples,functions}/**/*.md"], {
  cwd: ROOT,
  exclude: ["docs/simulator.md"],
}).sort();
const TSC = "node_modules/typescript/bin/tsc";
const VITEST = "node_modules/vitest/vitest.mjs";
const KNIP = "node_modules/knip/bin/knip.js";

/** Every piece of code on a page that can be a file. */
const PIECES = PAGES.flatMap((page) => {
  const blocks = [...readFileSync(`${ROOT}${page}`, "utf8").matchAll(/^```ts\n(.*?)^```/gms)].map(
    ([, code = ""]) => code,
  );
  return blocks.filter((code) => code.startsWith("import ")).map((code, index) => ({ page, number: index + 1, code }));
});
const isBot = ({ code }: { readonly code: string }) => code.includes("export function openBot");

/** The sources as a fork has them whose bot is that one. */
async function treeWith(bot: string, parts: readonly string[]): Promise<Tree> {
  const tree = await copyTree();
  await rm(join(tree.folder, "bot"), { recursive: true });
  await tree.write("bot/package.json", '{ "name": "heliograph-bot", "type": "module" }');
  await tree.write("bot/bot.ts", bot);
  for (const [index, part] of parts.entries()) await tree.write(`bot/part-${index}.ts`, part);
  return tree;
}

const CHECK_BOT = ["cli/check-bot.ts", "--quiet"];
/** One conversation on both channels. */
const CONVERSATION = ["cli/start.ts", "--once", "--data", ":memory:", "--port", "0"];
/** What `npm run check` runs that may trip over a bot, and a conversation. */
const EVERYTHING = [CHECK_BOT, [TSC], [KNIP], [VITEST, "run", "--project", "architecture"], CONVERSATION];

describe.concurrent("a bot of the pages, in place of bot/bot.ts,", () => {
  const [bots, parts] = [PIECES.filter(isBot), PIECES.filter((piece) => !isBot(piece)).map(({ code }) => code)];

  it.each(bots)("leaves everything green: $page, $number", { timeout: 120_000 }, async ({ code }) => {
    await using tree = await treeWith(code, parts);
    const commands = code === bots[0]?.code ? EVERYTHING : [CHECK_BOT, CONVERSATION];
    for (const args of commands) {
      const { code: exitCode, output } = await tree.run(...args);
      expect(exitCode, output).toBe(0);
    }
  });

  it("is there, with parts of others", () => {
    expect([bots.length, parts.length]).toEqual([4, 3]);
  });
});
