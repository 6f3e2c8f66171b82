import { describe, expect, it } from "vitest";
import { createNarrator } from "../../cli/narrator.ts";

const ESCAPE = "\u001b";

describe("createNarrator()", () => {
  it.each([
    ["a title for the window", `${ESCAPE}]0;owned\u0007`],
    ["a cleared screen", `${ESCAPE}[2J`],
    ["a control character of eight bits", "\u009b2J"],
    ["another line", "Hi\nGoogle refused everything"],
    ["a line over this one", "Hi\rHo"],
    ["another direction", "\u202eHi"],
  ])("shows a terminal %s, and has it do nothing", (_what, words) => {
    const lines: string[] = [];
    createNarrator(
      (line) => lines.push(line),
      () => 0,
    ).tell("user", words);
    const [line = ""] = lines;
    const said = line.slice(line.lastIndexOf("user"));
    expect(said.replace(`${ESCAPE}[22m`, "")).not.toMatch(/[\p{Cc}\u202e](?!$)/u);
    expect(said).toMatch(/\\u[0-9a-f]{4}/);
  });
});
