import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const TITLE = /\b(?:describe|it|test)(?:\.[\w.]+)?(?:\([^"`\n]*\))?\(\s*["`](\w+)\(\)/g;
const TABLE_TITLE = /^\s*\](?: as const)?\)\(\s*["`](\w+)\(\)/gm;

const code = globSync("{cli,examples,functions,operations,page,shared,simulator,test,tools}/**/*.{ts,tsx,cjs}", {
  exclude: ["**/node_modules/**", "**/*{.test,-contract}.ts"],
}).map((file) => readFileSync(file, "utf8"));
const identifiers = new Set(code.flatMap((text) => text.match(/\w+/g) ?? []));

/** The functions that titles of a test file open with. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(TITLE), ...text.matchAll(TABLE_TITLE)].map((match) => match[1] ?? "");
}

it("names in titles only functions that exist", () => {
  const titled = globSync("test/**/*{.test,-contract}.ts", { exclude: ["**/node_modules/**"] }).map((file) => ({
    file,
    names: namesIn(readFileSync(file, "utf8")),
  }));
  const gone = titled.map(({ file, names }) => ({ file, names: names.filter((name) => !identifiers.has(name)) }));
  expect(gone.filter(({ names }) => names.length > 0)).toEqual([]);
});

it("finds the names in titles", () => {
  const titles = [
    'describe("a(), RCS", f);',
    'it.each(X)("b() works", f);',
    "test(`c() of something`, f);",
    '  ] as const)("d()", f);',
  ];
  expect(namesIn(titles.join("\n"))).toEqual(["a", "b", "c", "d"]);
});
