import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { anyFolder } from "../support/temporary-folder.ts";

const README = readFileSync("README.md", "utf8");

const TURN = /^(rcs|business-messages) {2}\S+ {2}(.*) → "/;

/** The channel and what began a turn, without what is new each time. */
function turnOf(line: string): string | undefined {
  const [, channel, said = ""] = TURN.exec(line) ?? [];
  return channel && `${channel} ${said.replace(/demo-\S+/, "demo")}`;
}

describe("README.md", () => {
  it("fits on two screens", () => {
    expect(README.split("\n").length).toBeLessThanOrEqual(100);
  });

  it("shows what `npm start -- --once` prints", async () => {
    const args = ["cli/start.ts", "--once", "--port", "0", "--data", join(anyFolder(), "local.sqlite")];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, NO_COLOR: "1" } });
    const turnsIn = (text: string) => text.split("\n").flatMap((line) => turnOf(line) ?? []);
    expect(turnsIn(README)).toHaveLength(3);
    expect(turnsIn(stdout)).toEqual(turnsIn(README));
  });
});
