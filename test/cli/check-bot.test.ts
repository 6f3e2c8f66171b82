import { describe, expect, it } from "vitest";
import { copyTree, type Ended, TO_RUN } from "../support/tree.ts";

const EN = 'export const en = { hi: "Hi {name}", bye: "Good-bye", hoursChip: "Opening hours" } as const;\n';
const PL = 'export const pl = {\n  hi: "Cześć {name}",\n  bye: "Do widzenia",\n  hoursChip: "Godziny otwarcia",\n};\n';
const HEAD = `import { SettingsError } from "../shared/base/errors.ts";
import type { Bot, ReadSetting } from "../shared/bot/bot.ts";
import { weeklyHours } from "../shared/bot/hours.ts";
import { translator } from "../shared/bot/translator.ts";
import { suggestReply, text } from "./used.ts";
import { en } from "./texts/en.ts";
import { pl } from "./texts/pl.ts";
`;
const USED = `export { text } from "../shared/reply/reply.ts";
export { suggestReply } from "../shared/reply/suggestion.ts";
`;
const BODY = `
const { say } = translator({ source: en, texts: { en, pl: pl as never }, defaultLanguage: () => "en" });
const desk = weeklyHours({ timeZone: "Europe/Warsaw", monday: "08:00-18:00" });
const chip = suggestReply({ text: "Hours", postback: "hours" });

export function openBot(read: ReadSetting): Bot {
  if (read("NEEDED") === "wrong") throw new SettingsError("Cannot read NEEDED: expected another value");
  return {
    persona: { displayName: "The bakery" },
    people: { hours: (_agent, at) => desk(at), waitMinutes: 5, silenceMinutes: 30 },
    sayNotice: (notice) => [text(notice.type)],
    answer: (turn) => [text(say(turn, "hi", { name: "you" }), { suggestions: [chip] })],
  };
}
`;

/** What is checked in place of that bot: its code and Polish texts with something put in place of something else. */
interface Change {
  readonly code?: readonly [from: string, to: string];
  readonly pl?: readonly [from: string, to: string];
}

async function check({ code = ["", ""], pl = ["", ""] }: Change, ...args: readonly string[]): Promise<Ended> {
  await using tree = await copyTree(TO_RUN);
  await tree.write("bot/used.ts", USED);
  await tree.write("bot/texts/en.ts", EN);
  await tree.write("bot/texts/pl.ts", PL.replace(...pl));
  await tree.write("bot/bot.ts", HEAD + BODY.replace(...code));
  return await tree.run("cli/check-bot.ts", ...args);
}

describe.concurrent("npm run check:bot", () => {
  it("says nothing of a bot that is fine when it is asked to be quiet", async () => {
    expect(await check({}, "--quiet")).toEqual({ code: 0, output: "" });
  });

  it.each<[string, Change, string, string]>([
    [
      "a text that was deleted",
      { pl: ['  hi: "Cześć {name}",\n', ""] },
      'Cannot use text "hi" in language "pl": expected words, got none; write it',
      "in bot/texts/pl.ts\n",
    ],
    [
      "a brace that is not closed",
      { pl: ["{name}", "{name"] },
      'Cannot use text "hi" in language "pl": expected an ICU message, got one with a mistake (expect argument closing brace)',
      "in bot/texts/pl.ts:2\n",
    ],
    [
      "a chip that is too long",
      { code: ['"Hours"', '"Hours of all our branches."'] },
      "Cannot reply with this suggestion text: expected 1 to 25 characters, got 26",
      "at bot/bot.ts:",
    ],
    [
      "a time zone that is none",
      { code: ["Europe/Warsaw", "Europe/Krakow"] },
      "Cannot read the time zone: expected a name such as Europe/Warsaw, got Europe/Krakow",
      "at bot/bot.ts:",
    ],
    [
      "an error at its start",
      { code: ["  return {", '  throw new Error("boom");\n  return {'] },
      "Error: boom",
      "bot/bot.ts:",
    ],
    ["a mistake in its types", { code: ['"hi", {', '"hello", {'] }, "error TS2345", "bot/bot.ts("],
  ])("refuses %s, and says where and how to fix it", async (_case, change, problem, place) => {
    const { code, output } = await check(change);
    expect(output).toContain(problem);
    expect(output).toContain(place);
    expect(code).toBe(1);
  });

  it("lets a bot pass whose setting is told only where it is deployed", async () => {
    const code = ['=== "wrong"', "=== undefined"] as const;
    expect(await check({ code })).toEqual({
      code: 0,
      output: "The bot compiles. It cannot be opened here: NEEDED is not set.\n",
    });
  });
});
