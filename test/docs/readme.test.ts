import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { anyFolder } from "../support/temporary-folder.ts";

const README = readFileSync("README.md", "utf8");

/** A line of the demonstration, without what is new each time. */
function stepOf(line: string): string {
  const step = line.replace(/^ *\d+ ms {2}/, "").replace(/ in \d+ ms$/, "");
  return step.replace(/(conversation) \S{6}/, "$1").replace(/(google +rcs message ").*/, "$1");
}

describe("README.md", () => {
  it("fits on two screens", () => {
    expect(README.split("\n").length).toBeLessThanOrEqual(100);
  });

  it("shows what `npm start -- --once` prints", async () => {
    const args = ["cli/start.ts", "--once", "--port", "0", "--data", join(anyFolder(), "local.sqlite")];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, NO_COLOR: "1" } });
    const printed = stdout.split("\n").map(stepOf);
    const shown = README.split("\n").filter((line) => /^ *\d+ ms {2}/.test(line));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.map(stepOf).filter((step) => !printed.includes(step))).toEqual([]);
  });
});
