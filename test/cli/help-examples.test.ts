import { describe, expect, it } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { startCommand } from "../support/replay-bench.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const COMMANDS = ["status", "replay"];

/** The examples in a command's help, without `npx heliograph`. */
async function examplesOf(command: string): Promise<readonly (readonly string[])[]> {
  const { out } = await startCommand("help", command).ended;
  return [...out.matchAll(/^ {2}npx heliograph (.+)$/gm)].map(([, line = ""]) => line.split(" "));
}

describe("heliograph help", () => {
  it.each(COMMANDS)("shows examples of %s that run", { timeout: 300_000 }, async (command) => {
    const data = `${anyFolder()}/local.sqlite`;
    openDatabase(data).close();
    const examples = await examplesOf(command);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const ended = await startCommand(...example, "--data", data).ended;
      expect(ended, example.join(" ")).toMatchObject({ code: 0 });
    }
  });
});
