import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEMO_AGENTS } from "../../cli/demo-agents.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { endOf, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const COMMANDS = globSync("cli/commands/*.ts")
  .map((file) => readFileSync(file, "utf8"))
  .filter((code) => /^export function add\w+\(program: Command, console: Console\)/m.test(code));

const OF_HELP = COMMANDS.flatMap((code) => [...code.matchAll(/^ {2}npx heliograph (.+)$/gm)]);
/** In the text, where they are whole. */
const OF_THE_PAGE = readFileSync("docs/operations.md", "utf8").matchAll(/`npx heliograph ([^`<]+)`/g);

/** Every line of a command's help or of the page that is to be copied; one that names a project needs that project, `mcp` an assistant. */
const EXAMPLES = [...new Set([...OF_HELP, ...OF_THE_PAGE].map(([, line = ""]) => line))].filter(
  (line) => !line.includes(" --project ") && !line.startsWith("mcp"),
);

const letter = { bytes: Buffer.from('{"text":"Hello"}'), attributes: { reason: "failed-too-often" } };

/** What the examples name: message/1 to message/4, and parked/5. */
async function setUp(line: string): Promise<string> {
  const { file, put } = keptDatabase();
  // What waits for a person is something that it finds.
  if (line.startsWith("doctor")) return file;
  for (let count = 1; count <= 4; count += 1) await put("message-dead", letter);
  const webhook = { agentId: DEMO_AGENTS[0]?.agent, senderPhoneNumber: "+447700900123", text: "Hello", messageId: "m" };
  const attributes = { channel: "rcs", received: "2026-11-20T10:00:00Z", reason: "agent-not-configured" };
  await put("parked", { bytes: Buffer.from(JSON.stringify(webhook)), attributes });
  // One that is begun here is another message than the one that somebody has begun.
  if (!line.includes("people.csv")) await beginCampaign(file);
  return file;
}

/** Somebody has begun the campaign that examples name. */
async function beginCampaign(file: string): Promise<void> {
  const db = openDatabase(file);
  const counts = { people: 2, published: 1, optedOut: 0, unreachable: 0 };
  const hashes = { template: "of another", people: "of others", runner: "nobody" };
  const members = { ...hashes, wish: "run", by: "ann", at: Date.now(), done: "AQ==", isEnded: false, counts };
  await localDocuments(db).commit([{ do: "create", path: "campaigns/spring", members }]);
  db.close();
}

/** A folder with the files that examples name. */
function folderOfFiles(): string {
  const folder = anyFolder();
  writeFileSync(join(folder, "people.csv"), "phone,name\n+447700900123,Ada\n+447700900124,\n");
  const ready = { agent: DEMO_AGENTS[0]?.agent, reply: "Your order is ready.", trafficType: "TRANSACTION" };
  writeFileSync(join(folder, "ready.json"), JSON.stringify(ready));
  return folder;
}

describe("an example of a command's help, or of docs/operations.md,", { timeout: 60_000 }, () => {
  it("is there for each command", () => {
    expect(COMMANDS.filter((code) => !/^ {2}npx heliograph /m.test(code))).toEqual([]);
  });

  it.each(EXAMPLES)("runs: npx heliograph %s", async (line) => {
    const args = [...line.matchAll(/'([^']+)'|(\S+)/g)].map(([, quoted, plain = ""]) => quoted ?? plain);
    // A group's own options are those of what it does unless told: they follow. These are about no deployment.
    const over = /^(version|capacity)/.test(line) ? [] : ["--data", await setUp(line)];
    await using google = await startPlatform({ clock: systemClock });
    const run = await endOf(startHeliograph([...args, ...over], { RCS_API: google.url }, { cwd: folderOfFiles() }));
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).not.toBe("");
  });
});
