import { spawnSync } from "node:child_process";
import { chmod, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../..", import.meta.url);

/** How the check ends where npm says this. */
async function check({ said = "", complained = "", status }: NpmAnswer) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "npm-"));
  const npm = join(folder.path, "npm");
  await writeFile(npm, `#!/bin/sh\necho '${said}'\necho '${complained}' >&2\nexit ${status}\n`);
  await chmod(npm, 0o755);
  const env = { PATH: `${folder.path}:${process.env.PATH}` };
  return spawnSync(process.execPath, ["tools/check-signatures.ts"], { cwd: ROOT, env, encoding: "utf8" });
}

interface NpmAnswer {
  readonly said?: string;
  readonly complained?: string;
  readonly status: number;
}

describe("npm run check:signatures", () => {
  it("ends well where npm has verified the packages", async () => {
    const { status, stdout } = await check({ said: "403 packages have verified registry signatures", status: 0 });
    expect([status, stdout.includes("NOT CHECKED")]).toEqual([0, false]);
  });

  it.each([
    ["an invalid signature", { said: "1 package has an invalid registry signature", status: 1 }],
    ["a missing signature", { said: "2 packages have missing registry signatures", status: 1 }],
    ["no word of npm's", { status: 0 }],
    ["another failure of npm's", { complained: "npm error code EUSAGE", status: 1 }],
  ])("fails after %s", async (_claim, answer) => expect((await check(answer)).status).toBe(1));

  it.each(["ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT"])("says aloud that nothing was checked after %s", async (code) => {
    const { status, stdout } = await check({ complained: `npm error code ${code}`, status: 1 });
    expect([status, stdout.includes("NOT CHECKED")]).toEqual([2, true]);
  });
});
