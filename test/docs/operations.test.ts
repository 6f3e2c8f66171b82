import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { logFields, logWords } from "../terraform/checks/code.ts";

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

it("docs/operations.md asks the warehouse for members that lines have, and for events that are logged", () => {
  const [, ...queries] = readFileSync("docs/operations.md", "utf8").split(/^bq query /m);
  const text = queries.map((query) => query.split("```")[0]).join("\n");
  const asked = [...text.matchAll(/json_payload\.(\w+)/g)].map(([, field = ""]) => field);
  const events = [...text.matchAll(/json_payload\.event\) (?:=|IN) (.*)/g)].flatMap(([, words = ""]) => namesIn(words));
  expect(asked.filter((field) => field !== "event" && !logFields().has(field))).toEqual([]);
  expect([events.length, events.filter((event) => !logWords().has(event))]).toEqual([5, []]);
});

/** The first of these quoted words, or all within their parentheses. */
function namesIn(words: string): readonly string[] {
  const listed = /^\((.*?)\)/.exec(words)?.[1] ?? words.split(" ")[0] ?? "";
  return [...listed.matchAll(/"(\w+)"/g)].map(([, word = ""]) => word);
}
