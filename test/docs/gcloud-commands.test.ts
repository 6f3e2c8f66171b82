import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gcloudCommands, readGcloud, unknownTo } from "./read-gcloud.ts";

const TREE = readGcloud();

if (TREE === undefined) {
  const missing = "No gcloud found: install the Google Cloud CLI and put it on the PATH";
  if (process.env.CI) throw new Error(missing);
  console.warn(`\nSKIPPED: whether gcloud knows the commands that are told. ${missing}\n`);
}

/** What people read, and what our commands and alerts print. */
const TELLING = globSync([
  "*.md",
  "{docs,examples,functions,test,simulator,bot}/**/*.md",
  "terraform/**/*.{md,tf,tfvars,yaml,yml}",
  "{cli,functions,operations,shared,simulator,tools}/**/*.{ts,cjs}",
])
  .filter((file) => !file.includes("node_modules"))
  .toSorted()
  .map((file) => ({ file, commands: gcloudCommands(readFileSync(file, "utf8")) }))
  .filter(({ commands }) => commands.length > 0);

describe.skipIf(TREE === undefined)("gcloud", () => {
  it.each(TELLING)("knows what $file tells", ({ commands }) => {
    const tree = TREE ?? { commands: {}, flags: {} };
    expect(commands.map((command) => unknownTo(tree, command)).filter((unknown) => unknown !== undefined)).toEqual([]);
  });

  it.each([
    ["gcloud pubsub subscriptions seek s --time=now --project=p", undefined],
    ["gcloud run services update-traffic s --to-revision=r", ": --to-revision"],
    ["gcloud firestore database list", ": database"],
    ["gcloud run services", ": is a group"],
    ["gcloud run services update s --no-invoker-iam-check", undefined],
    ["gcloud --project p run services update s --region r --memory 1Gi", undefined],
  ])("is asked about `%s`", (text, unknown) => {
    const [command = []] = gcloudCommands(text);
    const said = TREE && unknownTo(TREE, command);
    if (unknown === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(unknown);
  });
});

describe("gcloudCommands()", () => {
  it("reads a command inside of another, in quotes, and over several lines", () => {
    const text =
      'export A="$(gcloud a b --c="$D e")"\ngcloud f \\\n  --g=h | i\nRun `gcloud j k`, as gcloud would.\ngcloud l # m\ngcloud n --o=\'p q\'\n';
    expect(gcloudCommands(text)).toEqual([
      ["a", "b", '--c="$D e"'],
      ["f", "--g=h"],
      ["j", "k"],
      ["l"],
      ["n", "--o='p q'"],
    ]);
  });
});
