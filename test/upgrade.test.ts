import { existsSync, readFileSync } from "node:fs";
import { cp, glob, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyTree, runIn, type Tree } from "./support/tree.ts";

/** As UPGRADING.md tells it. */
const [FIX_LOCK = ""] = /^git checkout --theirs package-lock.*$/m.exec(readFileSync("UPGRADING.md", "utf8")) ?? [];

/** No registry is asked, and nothing is installed: the lockfile is all that a merge can hurt. */
const OFFLINE = { npm_config_offline: "true", npm_config_package_lock_only: "true", npm_config_ignore_scripts: "true" };
const AUTHOR = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.com" };
const GIT = { ...OFFLINE, ...AUTHOR, GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.com" };

/** What a release has in bot/, whatever is there in this clone. */
const SHIPPED = {
  "bot/bot.ts": "export { openBot } from '../examples/shop/bot.ts';\n",
  "bot/package.json": '{\n  "name": "heliograph-bot",\n  "private": true,\n  "type": "module"\n}\n',
  "bot/README.md": "# Your bot\n",
};

/** A fork's own: a package, `fetch`, the clock, and a function of more than sixty lines. */
const FORK = {
  "bot/bot.ts": `import { greet } from 'opening-lines';
import type { Answer, Bot, Turn } from "../shared/bot/bot.ts";
import { text } from "../shared/reply/reply.ts";

export function openBot(): Bot {
  return { persona: { displayName: "The fork" }, answer };
}

async function answer(turn: Turn): Promise<readonly Answer[]> {
  const { ok } = await fetch("https://example.com/", { signal: turn.signal });
  const lines = [greet(new Date().getHours())];
${Array.from({ length: 60 }, (_, hour) => `  if (ok && lines.length === ${hour}) lines.push("${hour}");`).join("\n")}
  return lines.map((line) => text(line))
}
`,
  "bot/bot.test.ts": `import { expect, it } from 'vitest';
import { greet } from 'opening-lines';

it("greets", () => expect(greet(8)).toBe("Good morning"));
`,
  "bot/package.json": `{
  "name": "heliograph-bot",
  "private": true,
  "type": "module",
  "dependencies": { "opening-lines": "file:opening-lines" }
}
`,
  "bot/opening-lines/package.json":
    '{ "name": "opening-lines", "version": "1.0.0", "type": "module", "main": "index.js" }\n',
  "bot/opening-lines/index.js": 'export const greet = (hour) => (hour < 12 ? "Good morning" : "Good day");\n',
  "bot/opening-lines/index.d.ts": "export declare function greet(hour: number): string;\n",
};

/** What a comment is in each kind of file. */
const COMMENTS = { ts: "//", cjs: "//", tf: "#", hcl: "#", sh: "#", yml: "#", md: "" } as const;

it("a fork with a bot of its own takes a release that changed everything else", { timeout: 120_000 }, async () => {
  await using upstream = await copyTree();
  await release(upstream, "v1.0.0", () => reset(upstream));
  await using fork = await forkOf(upstream);
  await release(upstream, "v1.1.0", () => changeEverything(upstream));

  await git(fork, "fetch", "upstream", "--tags");
  expect(await git(fork, "merge", "v1.1.0")).not.toContain("CONFLICT");
  expect(await readFile(join(fork.folder, "package.json"), "utf8")).toContain('"1.1.0"');
  expect(await git(fork, "diff", "--stat", "v1.1.0", "--", ".", ":!bot", ":!package-lock.json")).toBe("");
  await expectGreen(fork);
});

it("only the lockfile may conflict, and two commands fix it", { timeout: 60_000 }, async () => {
  await using upstream = await copyTree(["package.json", "package-lock.json", "tools"]);
  await release(upstream, "v1.0.0", () => reset(upstream));
  await using fork = await forkOf(upstream);
  await release(upstream, "v1.2.0", () => addPackage(upstream));

  await git(fork, "fetch", "upstream", "--tags");
  const { code, output } = await runIn(fork.folder, "git", ["merge", "v1.2.0"], GIT);
  expect([code, output.match(/CONFLICT.*/g)]).toEqual([1, ["CONFLICT (content): Merge conflict in package-lock.json"]]);
  expect(await runIn(fork.folder, "sh", ["-c", FIX_LOCK], GIT)).toMatchObject({ code: 0 });
  await git(fork, "commit", "--no-edit");
  const { packages } = JSON.parse(await readFile(join(fork.folder, "package-lock.json"), "utf8"));
  expect(Object.keys(packages)).toEqual(expect.arrayContaining(["bot/opening-lines", "tools/opening-hours"]));
  expect(packages.bot.dependencies).toEqual({ "opening-lines": "file:opening-lines" });
  expect(await git(fork, "status", "--porcelain")).toBe("");
  expect(
    await runIn(fork.folder, "npm", ["ci", "--dry-run"], { ...OFFLINE, npm_config_package_lock_only: "false" }),
  ).toMatchObject({ code: 0 });
});

/** Makes a version of the project, and tags it. */
async function release(tree: Tree, version: string, change: () => Promise<void>): Promise<void> {
  if (!existsSync(join(tree.folder, ".git"))) await git(tree, "init", "--quiet", "--initial-branch=main");
  await change();
  await npmInstall(tree);
  await commit(tree, version);
  await git(tree, "tag", version);
}

async function reset(tree: Tree): Promise<void> {
  await rm(join(tree.folder, "bot"), { recursive: true, force: true });
  // Here it is a link, which the slash at its end would not name.
  await tree.write(".gitignore", "node_modules\n");
  for (const [file, content] of Object.entries(SHIPPED)) await tree.write(file, content);
}

async function changeEverything(tree: Tree): Promise<void> {
  const kinds = `**/*.{${Object.keys(COMMENTS).join(",")}}`;
  for await (const file of glob(kinds, { cwd: tree.folder, exclude: ["bot/**", "**/node_modules/**"] })) {
    const path = join(tree.folder, file);
    const kind = file.slice(file.lastIndexOf(".") + 1) as keyof typeof COMMENTS;
    // Before its end: a file has at most so many lines.
    const content = (await readFile(path, "utf8")).trimEnd();
    await writeFile(path, `${content} ${COMMENTS[kind]} Version 1.1.0\n`);
  }
  const manifest = await readFile(join(tree.folder, "package.json"), "utf8");
  await tree.write("package.json", manifest.replace(/"version": ".*"/, '"version": "1.1.0"'));
}

/** Beside the fork's package in the lockfile. */
async function addPackage(tree: Tree): Promise<void> {
  await tree.write("tools/opening-hours/package.json", '{ "name": "opening-hours", "version": "1.0.0" }\n');
  const manifest = JSON.parse(await readFile(join(tree.folder, "package.json"), "utf8"));
  manifest.devDependencies["opening-hours"] = "file:tools/opening-hours";
  await tree.write("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A clone with a bot of its own, whose package is installed as npm would. */
async function forkOf(upstream: Tree): Promise<Tree> {
  const fork = await copyTree([]);
  await git(fork, "init", "--quiet", "--initial-branch=before");
  await git(fork, "remote", "add", "upstream", upstream.folder);
  await git(fork, "fetch", "--quiet", "upstream", "--tags");
  await git(fork, "checkout", "--quiet", "-b", "main", "v1.0.0");
  for (const [file, content] of Object.entries(FORK)) await fork.write(file, content);
  await npmInstall(fork);
  await commit(fork, "Our own bot");
  const installed = "bot/node_modules/opening-lines";
  await cp(join(fork.folder, "bot/opening-lines"), join(fork.folder, installed), { recursive: true });
  // A package may bring what would be wrong in here.
  await fork.write(`${installed}/index.test.ts`, "import '../../../shared/google/clock.ts';\n\nthrow new Error();\n");
  return fork;
}

async function expectGreen(tree: Tree): Promise<void> {
  for (const args of [
    ["node_modules/typescript/bin/tsc"],
    ["tools/lint.ts"],
    ["cli/check-bot.ts"],
    ["node_modules/vitest/vitest.mjs", "run", "--project", "architecture"],
    ["node_modules/vitest/vitest.mjs", "run", "--project", "embedded", `${tree.folder}/bot/`],
  ]) {
    const { code, output } = await tree.run(...args);
    expect(code, output).toBe(0);
  }
}

async function npmInstall({ folder }: Tree): Promise<void> {
  expect(await runIn(folder, "npm", ["install"], OFFLINE)).toMatchObject({ code: 0 });
}

async function commit(tree: Tree, message: string): Promise<void> {
  await git(tree, "add", "--all");
  await git(tree, "commit", "--quiet", "--message", message);
}

async function git({ folder }: Tree, ...args: readonly string[]): Promise<string> {
  const { code, output } = await runIn(folder, "git", args, GIT);
  expect(code, output).toBe(0);
  return output;
}
