import { readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { EXAMPLES, openExample } from "./examples.ts";

const [MINIMAL] = EXAMPLES;

/** Some forty plans, one after the other, on a machine that is busy with something else. */
const MANY_PLANS_MS = 300_000;

describe("terraform/tests", () => {
  it.skipIf(!inject("terraform"))(
    "pass",
    async () => {
      await using workspace = await openExample(MINIMAL);
      const { exitCode, stdout, stderr } = await workspace.run("test");
      expect([exitCode, stdout + stderr]).toEqual([0, expect.stringMatching(/\d+ passed, 0 failed/)]);
    },
    MANY_PLANS_MS,
  );

  it("refuse something for each variable that is validated", () => {
    const refused = [...read("tests/variables.tftest.hcl").matchAll(/expect_failures = \[var\.(\w+)\]/g)];
    const names = refused.map(([, name]) => name);
    expect(validated().filter((name) => !names.includes(name))).toEqual([]);
  });
});

function validated(): readonly string[] {
  const [, ...variables] = read("variables.tf").split(/^variable /m);
  return variables.filter((text) => text.includes("validation {")).map((text) => /^"(\w+)"/.exec(text)?.[1] ?? "");
}

function read(file: string): string {
  return readFileSync(new URL(`../../terraform/${file}`, import.meta.url), "utf8");
}
