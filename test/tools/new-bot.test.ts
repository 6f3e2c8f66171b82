import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyTree, TO_RUN, type Tree } from "../support/tree.ts";

const SHIPPED = '/** A comment. */\nexport { openBot } from "../examples/shop/bot.ts";\n';
const OWN = "export const openBot = () => ({ persona: { displayName: 'Mine' }, answer: () => [] });\n";
const VITEST = "node_modules/vitest/vitest.mjs";

/** The sources with a bot that is shipped, whatever is in bot/ here. */
async function openTree(bot = SHIPPED): Promise<Tree> {
  const tree = await copyTree([...TO_RUN, "docs/schemas", "examples", "test", "tools", "vitest.config.ts"]);
  await tree.write("bot/bot.ts", bot);
  return tree;
}

const testBot = ({ run, folder }: Tree) => run(VITEST, "run", `${folder}/bot/`, "test/architecture.test.ts");
const bot = ({ folder }: Tree) => readFile(join(folder, "bot/bot.ts"), "utf8");

describe("npm run new-bot", () => {
  it("writes a small bot with its test, and both pass", { timeout: 60_000 }, async () => {
    await using tree = await openTree();
    const { output, code } = await tree.run("tools/new-bot.ts");
    expect([code, output]).toEqual([0, expect.stringContaining("Written: bot/bot.test.ts, bot/bot.ts\n")]);
    expect((await bot(tree)).split("\n").length).toBeLessThan(30);
    expect(await tree.run("cli/check-bot.ts", "--quiet")).toEqual({ code: 0, output: "" });
    expect(await testBot(tree)).toMatchObject({ code: 0 });
  });

  it("copies an example with its tests, and they pass", { timeout: 60_000 }, async () => {
    await using tree = await openTree();
    expect(await tree.run("tools/new-bot.ts", "--example", "shop")).toMatchObject({ code: 0 });
    expect(await bot(tree)).toContain('from "../shared/bot/bot.ts"');
    expect(existsSync(join(tree.folder, "bot/README.md"))).toBe(false);
    expect(await tree.run("cli/check-bot.ts", "--quiet")).toEqual({ code: 0, output: "" });
    expect(await testBot(tree)).toMatchObject({ code: 0 });
  });

  it("leaves a bot of your own alone unless it is told not to", async () => {
    await using tree = await openTree(OWN);
    const refused = "Cannot write bot/bot.ts: it is your own. Move it away, or overwrite it with --force\n";
    expect(await tree.run("tools/new-bot.ts")).toEqual({ code: 1, output: refused });
    expect(existsSync(join(tree.folder, "bot/bot.test.ts"))).toBe(false);
    expect(await tree.run("tools/new-bot.ts", "--force")).toMatchObject({ code: 0 });
    expect(await bot(tree)).not.toBe(OWN);
    expect((await tree.run("tools/new-bot.ts", "--example", "shop", "--force")).output).toContain(
      "Left as they were; check whether you need them: bot/bot.test.ts\n",
    );
  });

  it("says which examples there are", async () => {
    await using tree = await openTree();
    const { code, output } = await tree.run("tools/new-bot.ts", "--example", "bakery");
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Cannot copy example "bakery": expected one of shop, starter$/m),
    ]);
    expect(await tree.run("tools/new-bot.ts", "--help")).toMatchObject({ code: 0 });
  });
});
