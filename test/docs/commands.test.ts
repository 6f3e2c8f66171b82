import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** What people read: pages, and what our commands print. */
const READ = globSync(["*.md", "{docs,examples,functions,terraform,test,simulator}/**/*.md"], {
  exclude: ["**/node_modules/**"],
}).sort();
const PRINTING = globSync("{cli,simulator,tools,functions}/**/*.{ts,cjs}").sort();

/** A command of Node's own, which may be any Node from 20 on: npm and npx alone find the one that is installed. */
const IN_A_PAGE = /(?:^|[`$]\s*)node\s+[\w./-]+/m;
const IN_A_MESSAGE = /(?:Usage: |[Rr]un (?:\\?`)?|\\`)node\s+[\w./-]+/;

describe("a command that is told", () => {
  it.each(READ)("in %s is npm's or npx's", (page) => {
    expect(readFileSync(page, "utf8").match(IN_A_PAGE)?.[0]).toBeUndefined();
  });

  it.each(PRINTING)("by %s is npm's or npx's", (file) => {
    expect(readFileSync(file, "utf8").match(IN_A_MESSAGE)?.[0]).toBeUndefined();
  });

  it("is one that package.json knows", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const told = [...READ, ...PRINTING].flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name),
    );
    expect([...new Set(told)].filter((name) => !(name in scripts))).toEqual([]);
  });
});
