import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { KEYS } from "../../page/client/key-rows.ts";
import { FAULTS, PHONE_FAULTS } from "../../page/faults.ts";

const PAGE = "docs/page.md";
const BEGIN =
  "<!-- From here on made from the code: UPDATE_PAGE=1 npx vitest run --project embedded test/docs/page.test.ts -->";
const END = "<!-- Made until here. -->";
const TABLES: readonly string[] = [
  table(
    ["what goes wrong", "what is promised"],
    [...FAULTS, ...PHONE_FAULTS].map(({ label, promise }) => [label, promise]),
  ),
  table(
    ["key", "what it does"],
    [
      ...KEYS.map(({ key, does }) => [`\`${key}\``, does] as const),
      ["`Ctrl K`", "all commands"],
      ["`Esc`", "goes back"],
    ],
  ),
];

it("docs/page.md has each fault and each key as they are in the code", () => {
  const written = readFileSync(PAGE, "utf8");
  const parts = written.split(BEGIN);
  const made = [
    parts[0],
    ...parts.slice(1).map((part, index) => `\n\n${TABLES[index]}\n\n${END}${part.split(END)[1]}`),
  ].join(BEGIN);
  if (process.env.UPDATE_PAGE === "1") writeFileSync(PAGE, made);
  expect(readFileSync(PAGE, "utf8")).toBe(made);
});

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => cells.join(" | "));
  return lines.map((line) => (line.startsWith("---") ? `|${line.replaceAll(" ", "")}|` : `| ${line} |`)).join("\n");
}
