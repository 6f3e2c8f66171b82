import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import mutations from "../simulation/mutations.json" with { type: "json" };

const PAGE = "docs/decisions/0019-a-simulation-of-our-own.md";

describe("test/simulation/mutations.json", () => {
  it.each(mutations)("names a line that its file has once: $name", ({ file, from }) => {
    expect(readFileSync(file, "utf8").split(from)).toHaveLength(2);
  });
});

describe(PAGE, () => {
  const page = readFileSync(PAGE, "utf8");

  it("has each line that is taken out, with its seed and most turns, and no other", () => {
    const rows = [...page.matchAll(/^\| (.+) \| (\d+) \| (\d+) \|$/gm)];
    expect(rows.map(([, name, seed, turns]) => ({ name, seed: Number(seed), turns: Number(turns) }))).toEqual(
      mutations.map(({ name, seed, turns }) => ({ name, seed, turns })),
    );
  });

  it("has each promise that is checked, and no other", () => {
    const checks = readFileSync("test/simulation/seen-so-far.ts", "utf8");
    const [, union = ""] = /export type PromiseName =([\s\S]+?");/.exec(checks) ?? [];
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual([...union.matchAll(/\| "(\w+)"/g)].map(([, name]) => name));
  });
});
