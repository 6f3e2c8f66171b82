import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEMO_AGENTS } from "../../cli/demo.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { endOf, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const COMMANDS = globSync("cli/commands/*.ts")
  .map((file) => readFileSync(file, "utf8"))
  .filter((code) => /^export function add\w+\(program: Command, console: Console\)/m.test(code));

/** Every line of a command's help that is to be copied; one that names a project needs that project. */
const EXAMPLES = [
  ...new Set(
    COMMANDS.flatMap((code) => [...code.matchAll(/^ {2}npx heliograph (.+)$/gm)].map(([, line = ""]) => line)),
  ),
].filter((line) => !line.includes(" --project "));

const letter = { bytes: Buffer.from('{"text":"Hello"}'), attributes: { reason: "failed-too-often" } };

/** What the examples name: message/1 to message/4, and parked/5. */
async function setUp(): Promise<string> {
  const { file, put } = keptDatabase();
  for (let count = 1; count <= 4; count += 1) await put("message-dead", letter);
  const webhook = { agentId: DEMO_AGENTS[0]?.agent, senderPhoneNumber: "+447700900123", text: "Hello", messageId: "m" };
  const attributes = { channel: "rcs", received: "2026-11-20T10:00:00Z", reason: "agent-not-configured" };
  await put("parked", { bytes: Buffer.from(JSON.stringify(webhook)), attributes });
  return file;
}

describe("an example of a command's help", { timeout: 60_000 }, () => {
  it("is there for each command", () => {
    expect(COMMANDS.filter((code) => !/^ {2}npx heliograph /m.test(code))).toEqual([]);
  });

  it.each(EXAMPLES)("runs: npx heliograph %s", async (line) => {
    const args = [...line.matchAll(/'([^']+)'|(\S+)/g)].map(([, quoted, plain = ""]) => quoted ?? plain);
    // A group's own options are those of what it does unless told: they follow. `version` is about no deployment.
    const over = line === "version" ? [] : ["--data", await setUp()];
    const run = await endOf(startHeliograph([...args, ...over], {}, { cwd: anyFolder() }));
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).not.toBe("");
  });
});
