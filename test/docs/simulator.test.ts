import { globSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LENIENCIES } from "../../simulator/api/leniency.ts";
import { REFUSALS } from "../../simulator/api/refusals.ts";

const PAGE = "docs/simulator.md";
const MARK = "<!-- From here on made from the code:";

const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
const page = (url: string) => `[${url.replace(/^https:\/\/([^/]+)\/(?:.*\/)?([^/]+?)\/?$/, "$1: $2")}](${url})`;

const leniencies = Object.values(LENIENCIES).map(({ what, advice, documented, source }) =>
  row(what, advice, documented, page(source)),
);
const refusals = Object.values(REFUSALS).map(({ code, message, source }) => row(String(code), message, page(source)));

const MADE = `
## What it takes with advice

| what | advice | with \`--contract documented\` | source |
|---|---|---|---|
${leniencies.join("")}
## What it refuses

| code | message | source |
|---|---|---|
${refusals.join("")}`;

it("docs/simulator.md lists everything that is taken with advice, and everything that is refused", () => {
  const [prose = "", rest = ""] = readFileSync(PAGE, "utf8").split(MARK);
  const wanted = `${prose}${MARK}${rest.slice(0, rest.indexOf("\n") + 1)}${MADE}`;
  if (process.env.UPDATE_SIMULATOR !== undefined) writeFileSync(PAGE, wanted);
  expect(readFileSync(PAGE, "utf8")).toBe(wanted);
});

it("the simulator refuses nothing but by a rule with a source, or as a fault that was asked for", () => {
  const files = globSync("simulator/**/*.ts").sort();
  const refusing = files.filter((file) =>
    /new ApiError\((?!.*"A fault of the simulator|500)/.test(readFileSync(file, "utf8")),
  );
  expect(refusing).toEqual(["simulator/api/refusals.ts"]);
});
