import { globSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERRORS } from "./coverage/errors.ts";
import { INBOUND } from "./coverage/inbound.ts";
import { LIMITS } from "./coverage/limits.ts";
import { OUTBOUND } from "./coverage/outbound.ts";

const COVERAGE = [...INBOUND, ...OUTBOUND, ...LIMITS, ...ERRORS];
const TABLE = "test/COVERAGE.md";
const HEAD = `# What is covered

Everything that either contract can say, and the test that proves it. Made from [coverage/](coverage/) by
\`UPDATE_COVERAGE=1 npx vitest run test/coverage.test.ts\`.

| contract | what | recorded as | test |
|---|---|---|---|
`;

describe("the coverage table", () => {
  it.each(COVERAGE)("names for $contract, $what, a test that exists", ({ test: [file, title] }) =>
    expect(titles(file)).toContain(title),
  );

  it("has a row for every fixture and a fixture for every name", () => {
    const files = globSync("test/fixtures/**/*.json").map((file) =>
      file.slice("test/fixtures/".length, -".json".length),
    );
    expect(COVERAGE.flatMap(({ fixtures }) => fixtures).sort()).toEqual(files.sort());
  });

  it("is written down as it is", () => {
    const lines = COVERAGE.map(
      ({ contract, what, fixtures, test: [file, title] }) =>
        `| ${contract} | ${what} | ${fixtures.join(", ")} | [${title}](../${file}) |\n`,
    );
    const table = `${HEAD}${lines.join("")}`;
    if (process.env.UPDATE_COVERAGE !== undefined) writeFileSync(TABLE, table);
    expect(readFileSync(TABLE, "utf8")).toBe(table);
  });
});

/** Every text that a call, a line or a row of a table begins with, among them every title. */
function titles(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:[([]|^)\s*"([^"\n]+)"/gm)].map(([, title = ""]) => title);
}
