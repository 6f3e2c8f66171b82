import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { release } from "../../../tools/build/release.ts";

const TREE = {
  "package.json": '{"version":"1.2.3"}',
  "package-lock.json": "{}",
  "functions/a.ts": "a",
  "shared/base/b.ts": "b\nb",
  "bot/bot.ts": "bot",
  "bot/texts/en.json": "{}",
};

/** The release of a folder that holds these files. */
async function releaseOf(files: Readonly<Record<string, string>>, bot?: string): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "release-"));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), content);
  }
  return release(folder.path, bot && join(folder.path, bot));
}

describe("release()", () => {
  it("is the version and a digest of the sources", async () => {
    expect(await releaseOf(TREE)).toMatch(/^1\.2\.3\+[0-9a-f]{8}$/);
  });

  it("is the same in every folder, and however lines end", async () => {
    expect(await releaseOf({ ...TREE, "shared/base/b.ts": "b\r\nb" })).toBe(await releaseOf(TREE));
  });

  it.each(["functions/a.ts", "shared/base/b.ts", "bot/bot.ts", "bot/texts/en.json", "package-lock.json"])(
    "is another one when %s changes",
    async (file) => expect(await releaseOf({ ...TREE, [file]: "changed" })).not.toBe(await releaseOf(TREE)),
  );

  it("is another one with another bot", async () => {
    const other = { ...TREE, "examples/bot.ts": "other" };
    expect(await releaseOf(other, "examples/bot.ts")).not.toBe(await releaseOf(other));
  });

  it.each(["bot/bot.test.ts", "bot/README.md", "bot/node_modules/x/index.js", "test/a.ts", "docs/a.md"])(
    "does not count %s, which is not built in",
    async (file) => expect(await releaseOf({ ...TREE, [file]: "more" })).toBe(await releaseOf(TREE)),
  );
});
