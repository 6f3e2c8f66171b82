import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("SECURITY.md", "utf8");
const section = (heading: string) => page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";

const promises = [...section("What is promised").matchAll(/^\*\*(.+?)[.,]?\*\*/gm)].map(([, promise = ""]) => promise);
const rows = [...section("How it is verified").matchAll(/^\| (?!promise|-)(.+?) \| (.+?) \|$/gm)].map(
  ([, promise = "", files = ""]) => ({
    promise,
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file),
  }),
);

describe("SECURITY.md", () => {
  it("says for each promise how it is verified, and for nothing else", () => {
    expect(promises.length).toBeGreaterThan(5);
    expect(rows.map(({ promise }) => promise)).toEqual(promises);
  });

  it.each(rows)("names tests that exist: $promise", ({ files }) => {
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it.each(rows)("names tests that test: $promise", ({ files }) => {
    const claims = files.filter((file) => file.endsWith(".test.ts")).map((file) => readFileSync(file, "utf8"));
    expect(claims.filter((text) => !/\b(it|test|[a-z]+Suite|[a-zA-Z]+Contract)(\.\w+)?\(/.test(text))).toEqual([]);
  });

  it("says where to report, and which versions get fixes", () => {
    expect(section("Report a vulnerability")).toContain("private vulnerability reporting");
    expect(section("Supported versions")).toContain("| version | fixes |");
  });
});

describe(".github/workflows/ci.yml", () => {
  const workflow = readFileSync(".github/workflows/ci.yml", "utf8");
  const used = [...workflow.matchAll(/uses: (\S+)(.*)/g)].map(([, action = "", rest = ""]) => ({ action, rest }));

  it.each(used)("takes $action at one commit, and says which version that is", ({ action, rest }) => {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    expect(rest).toMatch(/^ # v\d+\.\d+\.\d+$/);
  });

  it("may read the repository and nothing else, and runs what every change must pass", () => {
    expect(used.length).toBeGreaterThan(0);
    expect(workflow).toContain("permissions: { contents: read }");
    expect(workflow).toMatch(/- run: \.ci\/run$/m);
    expect(workflow).toMatch(/- run: npm run check:signatures$/m);
  });
});
