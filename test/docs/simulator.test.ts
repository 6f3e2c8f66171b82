import { globSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { INTEGRATION, INTEGRATION_CHANGE } from "../../simulator/api/business-communications-schema.ts";
import { EVENT, MESSAGE, RECEIPT, SURVEY } from "../../simulator/api/business-messages-schema.ts";
import { LENIENCIES } from "../../simulator/api/leniency.ts";
import { AGENT_EVENT, AGENT_MESSAGE, BATCH_GET, FILE, TESTER, UPLOAD } from "../../simulator/api/rcs-schema.ts";
import { REFUSALS } from "../../simulator/api/refusals.ts";
import { object, refine, rulesOf, type Schema, schemaOf, sourced, violation } from "../../simulator/api/schema.ts";
import { LOOKS } from "../../simulator/looks/looks.ts";
import { CARD_WIDTHS_DP, MEDIA_HEIGHTS_DP } from "../../simulator/looks/sizes.ts";
import { CREATE_TASK } from "../../simulator/tasks/task-schema.ts";

const PAGE = "docs/simulator.md";
const MARK = "<!-- From here on made from the code:";

const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
const page = (url: string) => `[${url.replace(/^https:\/\/([^/]+)\/(?:.*\/)?([^/]+?)\/?$/, "$1: $2")}](${url})`;

const leniencies = Object.values(LENIENCIES).map(({ what, advice, documented, source }) =>
  row(what, advice, documented, page(source)),
);
const refusals = Object.values(REFUSALS).map(({ code, message, source }) => row(String(code), message, page(source)));

const PHONES = { android: "Android", iphone: "iPhone", both: "both" } as const;
const looks = Object.values(LOOKS).map(({ phone, advice, source }) => row(PHONES[phone], advice, page(source)));
const sizes = (table: Readonly<Record<string, number>>) =>
  Object.entries(table)
    .map(([name, dp]) => `${name} ${dp} dp`)
    .join(", ");

const BODIES = {
  "RCS, agentMessages": AGENT_MESSAGE,
  "RCS, agentEvents": AGENT_EVENT,
  "RCS, users:batchGet": BATCH_GET,
  "RCS, files": FILE,
  "RCS, upload of a file": UPLOAD,
  "RCS, testers": TESTER,
  "Business Communications, integrations": INTEGRATION,
  "Business Communications, a change of an integration": INTEGRATION_CHANGE,
  "Business Messages, messages": MESSAGE,
  "Business Messages, events": EVENT,
  "Business Messages, surveys": SURVEY,
  "Business Messages, receipt": RECEIPT,
  "Cloud Tasks, tasks": CREATE_TASK,
} satisfies Readonly<Record<string, Schema<unknown>>>;

/** What the pages write in a cell of a table. */
const code = (words: string) => `\`${words.replaceAll("|", "\\|")}\``;
const expected = (words: string) =>
  words.replace(/^expected /, "").replace(/^(a text like )(.*)$/, (_, like, form) => like + code(form));
const fields = Object.entries<Schema<unknown>>(BODIES).map(([body, schema]) => {
  const rules = rulesOf(schema);
  const rows = [...Map.groupBy(rules, ({ field }) => field)].map(([field, found]) => {
    const wanted = [...new Set(found.map(({ description }) => expected(description)))];
    const sources = [...new Set(found.map(({ source = "" }) => page(source)))];
    return row(field === "" ? "the body" : code(field), wanted.join("; "), sources.join(", "));
  });
  if (rows.length === 0) return `\n### ${body}\n\nNothing beside that.\n`;
  return `\n### ${body}\n\n| field | expected | source |\n|---|---|---|\n${rows.join("")}`;
});

const MADE = `
## What it takes with advice

| what | advice | with \`--contract documented\` | source |
|---|---|---|---|
${leniencies.join("")}
## How Android and iPhone differ

| on | what happens, and what to do instead | source |
|---|---|---|
${looks.join("")}
On Android, media in a vertical card are ${sizes(MEDIA_HEIGHTS_DP)} high, and the cards of a carousel ${sizes(CARD_WIDTHS_DP)} wide.

## What it refuses

| code | message | source |
|---|---|---|
${refusals.join("")}
## Which fields it refuses

All of them with 400, "Cannot take the body", and the field; so too what is of another JSON type, and a field that it does not know.
${fields.join("")}`;

it("each rule of a field has a page", () => {
  const rules = Object.values<Schema<unknown>>(BODIES).flatMap((schema) => rulesOf(schema));
  expect(rules.length).toBeGreaterThan(200);
  expect(rules.filter(({ source }) => source?.startsWith("https://") !== true)).toEqual([]);
});

it("docs/simulator.md lists everything that is taken with advice, how phones differ, and everything that is refused", () => {
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

it("the simulator reads no body but by a schema that is listed", () => {
  const sources = globSync("simulator/**/*.ts").map((file) => readFileSync(file, "utf8"));
  const names = sources.flatMap((text) =>
    [...text.matchAll(/\breadBody\([^;]*?, ([A-Z_]+), /g)].map(([, name]) => name),
  );
  const calls = sources.flatMap((text) => [...text.matchAll(/(?<!function )\breadBody\(/g)]);
  expect(names).toHaveLength(calls.length);
  expect(names).toHaveLength(Object.keys(BODIES).length);
});

it("a schema refuses by no rule that it does not list", () => {
  const hidden = schemaOf((_value, field) => violation(field, "something else"));
  const body = sourced("https://example.com/", object({ a: refine(object({}), hidden) }));
  expect(() => body({ a: {} }, "")).toThrow("Cannot refuse by a rule that is in no list: a: expected something else");
  expect(body({ a: 1, b: 2 }, "").map(({ description }) => description)).toEqual([
    "expected an object",
    "expected no such field",
  ]);
});

it("only three places answer past the list: facts, users' files, and pages of other sites that are kept away", () => {
  const answering = globSync("simulator/**/*.ts").filter((file) => /\.writeHead\(/.test(readFileSync(file, "utf8")));
  expect(answering.sort()).toEqual([
    "simulator/acts/stream-facts.ts",
    "simulator/http/write-response.ts",
    "simulator/phones/user-file.ts",
    "simulator/platform.ts",
  ]);
});
