import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const HAS_SHELLCHECK = spawnSync("shellcheck", ["--version"]).status === 0;

if (!HAS_SHELLCHECK) {
  const missing = "No shellcheck found: install it and put it on the PATH";
  if (process.env.CI) throw new Error(missing);
  console.warn(`\nSKIPPED: whether the commands of the pages are sound. ${missing}\n`);
}

/**
 * SC2155: an export hides that its command has failed. In a page, somebody reads what it says.
 * SC2016: quotes that keep something from being filled in. In SQL, backticks are names of tables.
 */
function asTyped(block: string): readonly string[] {
  return ["--shell=bash", block.startsWith("bq query") ? "--exclude=SC2155,SC2016" : "--exclude=SC2155", "-"];
}

const PAGES = globSync(["*.md", "{docs,examples,functions,terraform,test,simulator,bot}/**/*.md"])
  .filter((page) => !page.includes("node_modules"))
  .map((page) => ({ page, blocks: shellBlocks(readFileSync(page, "utf8")) }))
  .filter(({ blocks }) => blocks.length > 0);

const SCRIPTS = execFileSync("git", ["ls-files"], { encoding: "utf8" })
  .split("\n")
  // Git knows what was deleted and not committed yet.
  .filter((file) => existsSync(file) && /^#!.*\b(?:ba)?sh\b/.test(readFileSync(file, "latin1").slice(0, 80)));

describe.skipIf(!HAS_SHELLCHECK)("shellcheck", () => {
  it("finds nothing in the scripts", () => expect(SCRIPTS.flatMap((script) => check([script]))).toEqual([]));

  it.each(PAGES)("finds nothing in the commands of $page", ({ blocks }) => {
    expect(blocks.flatMap((block) => check(asTyped(block), block))).toEqual([]);
  });

  it.each(globSync(["terraform/examples/*.yml", ".github/workflows/*.yml"]))("finds nothing in %s", (workflow) => {
    const { jobs }: Workflow = parse(readFileSync(workflow, "utf8"));
    const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.flatMap((run) => check(["--shell=bash", "-"], run))).toEqual([]);
  });

  it("finds what is wrong in a block", () => {
    const block = "rm $1/*\n";
    expect(check(asTyped(block), block).join()).toContain("SC2086");
  });
});

describe("the scripts in bash", () => {
  it("are short", () => {
    const lines = SCRIPTS.map((script) => [script, readFileSync(script, "utf8").split("\n").length] as const);
    expect(lines.filter(([, length]) => length > 30)).toEqual([]);
    expect(lines.map(([script]) => script)).toContain(".ci/run");
  });
});

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** Blocks of a shell, without the indentation that a list gives them. */
function shellBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^( *)```sh\n(.*?)^ *```/gms)].map(([, indent = "", block = ""]) =>
    block.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

function check(args: readonly string[], input = ""): readonly string[] {
  const { stdout, stderr } = spawnSync("shellcheck", ["--format=gcc", ...args], { input, encoding: "utf8" });
  return `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
}
