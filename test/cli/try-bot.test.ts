import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { tryBot } from "../../cli/try-bot.ts";
import { anyFolder } from "../support/temporary-folder.ts";

/** Tries a bot whose members are these, in JavaScript: no type holds anything back. */
function tryWith(members: string, code = ""): Promise<string | undefined> {
  const file = join(anyFolder(), "bot.mjs");
  const bot = `{ persona: { displayName: "Robin" }, answer: () => [], ${members} }`;
  writeFileSync(file, `export function openBot(read) { ${code} return ${bot}; }`);
  return tryBot(pathToFileURL(file), () => undefined);
}

describe("tryBot()", () => {
  it("takes a bot that says nothing", async () => {
    expect(await tryWith("")).toBeUndefined();
  });

  it.each([
    ["a persona without a name", 'persona: { displayName: "" }', /speaker's name: expected 1 to 100 characters, got 0/],
    [
      "patience that never ends",
      "people: { hours: () => ({ isOpen: true }), waitMinutes: 5 }",
      /^Cannot use people.silenceMinutes: expected a number above 0, got undefined$/,
    ],
    ["hours that fail", 'people: { hours() { throw new Error("no hours") } }', /^no hours$/],
    [
      "a notice without words",
      'sayNotice: ({ type }) => [{ type: "text", text: { waiting: "Wait." }[type] }]',
      /text: expected 1 to 3072 characters, got undefined/,
    ],
  ])("refuses %s", async (_case, members, message) => {
    await expect(tryWith(members)).rejects.toThrow(message);
  });

  it("refuses a file without openBot", async () => {
    const file = join(anyFolder(), "bot.mjs");
    writeFileSync(file, "export const bot = {};");
    await expect(tryBot(pathToFileURL(file), () => undefined)).rejects.toThrow("expected the file to export openBot");
  });
});
