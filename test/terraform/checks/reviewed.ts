import { readFileSync, writeFileSync } from "node:fs";
import type { Deployed } from "./deployed.ts";
import { type Grant, grantsOf } from "./grants.ts";

const TABLE = new URL("../grants.md", import.meta.url);
const HEAD = `# Who may do what

Every grant that Terraform makes, by the names of accounts and resources without the deployment's prefix; the last column says in
which examples, where it is not all. Written by \`UPDATE_INVENTORY=1 npx vitest run --project terraform\`: read the difference.

| member | role | on | only if | in |
|---|---|---|---|---|
`;

/** What an example grants that the table does not list for it, and the other way round. */
export function unreviewed(deployed: Deployed, example: string): readonly string[] {
  const lines = readFileSync(TABLE, "utf8").slice(HEAD.length).trimEnd().split("\n");
  const listed = lines.flatMap((line) => {
    const [, row = "", names = ""] = /^(.*) \| (.*) \|$/.exec(line) ?? [];
    return names === "" || names.split(", ").includes(example) ? [row] : [];
  });
  const granted = grantsOf(deployed).map(rowOf);
  return [
    ...granted.filter((row) => !listed.includes(row)).map((row) => `not listed: ${row}`),
    ...listed.filter((row) => !granted.includes(row)).map((row) => `not granted: ${row}`),
  ];
}

/** Writes the table anew. */
export function writeReviewed(examples: ReadonlyMap<string, Deployed>): void {
  const rows = [...examples].flatMap(([name, deployed]) => grantsOf(deployed).map((grant) => [name, rowOf(grant)]));
  const lines = [...Map.groupBy(rows, ([, row]) => row)].map(([row, of]) => {
    const names = new Set(of.map(([name]) => name));
    return `${row} | ${names.size === examples.size ? "" : [...names].join(", ")} |\n`;
  });
  writeFileSync(TABLE, HEAD + lines.sort().join(""));
}

function rowOf({ member, role, on, only }: Grant): string {
  return `| ${[member, role, on, only.replaceAll("||", "\\|\\|")].join(" | ")}`;
}
