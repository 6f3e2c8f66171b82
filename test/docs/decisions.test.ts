import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("docs/decisions/README.md lists each decision once, in order, with its number", () => {
  const pages = globSync("docs/decisions/[0-9]*.md").map((path) => path.replace("docs/decisions/", ""));
  const rows = readFileSync("docs/decisions/README.md", "utf8").matchAll(/^\| (\d+) \| \[[^\]]+\]\(([^)]+)\) \|/gm);
  expect([...rows].map(([, number = "", page = ""]) => [Number(number), page])).toEqual(
    pages.toSorted().map((page) => [Number(page.slice(0, 4)), page]),
  );
});
