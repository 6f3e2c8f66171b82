import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("docs/operations.md has each event that the functions log, with its severity, and no other", () => {
  const sources = globSync("{functions,shared}/**/*.ts", { exclude: ["shared/local/**"] });
  const logged = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\blog\(\s*"(INFO|WARNING|ERROR)",\s*"(\w+)"/g)].map(
      ([, severity, event]) => `${event} ${severity}`,
    ),
  );
  const rows = readFileSync("docs/operations.md", "utf8").matchAll(/^\| `(\w+)` \| (INFO|WARNING|ERROR) \|/gm);
  expect([...rows].map(([, event, severity]) => `${event} ${severity}`).toSorted()).toEqual(
    [...new Set(logged)].toSorted(),
  );
});
