import { describe, expect, it } from "vitest";
import { mistakeOf } from "../../cli/run-bot-check.ts";
import { npmStart } from "../support/npm-start.ts";
import { copyTree, TO_RUN } from "../support/tree.ts";

/** A bot that counts the messages of a conversation, and says so in words of another file. */
const BOT = `import type { Bot } from "../shared/bot/bot.ts";
import { text } from "../shared/reply/reply.ts";
import { words } from "./words.ts";

export function openBot(): Bot {
  return {
    persona: { displayName: "Robin" },
    answer(turn) {
      const count = Number(turn.memory.count ?? 0) + 1;
      turn.remember({ count });
      return [text(\`\${words} \${count}\`)];
    },
  };
}
`;

describe("npm start", () => {
  it("answers the open conversation by the changed bot, and by the last good one while it is broken", {
    timeout: 120_000,
  }, async () => {
    await using tree = await copyTree([...TO_RUN, "examples"]);
    await tree.write("bot/bot.ts", BOT);
    await tree.write("bot/words.ts", 'export const words = "First";\n');
    await using start = npmStart(tree.folder, "--data", ":memory:");
    await start.says("/help");
    start.type("Hello");
    await start.says('"First 2"');
    await tree.write("bot/words.ts", 'export const words = "Second";\n');
    await start.says("the changed bot answers from now on");
    start.type("Hello");
    await start.says('"Second 3"');
    await tree.write("bot/words.ts", "\nexport const words: string = 7;\n");
    await start.says(/bot\/words\.ts\(2,\d+\): error TS2322/);
    await start.says("The last good bot goes on answering");
    start.type("Hello");
    await start.says('"Second 4"');
    await tree.write("bot/words.ts", 'export const words = "None";\nthrow new Error("Not today");\n');
    await start.says(/Not today/);
    start.type("Hello");
    await start.says('"Second 5"');
    await tree.write("bot/words.ts", 'export const words = "Third";\n');
    await start.says("the changed bot answers from now on");
    start.type("Hello");
    await start.says('"Third 6"');
  });

  it("answers by a bot that was changed while the demonstration played", { timeout: 120_000 }, async () => {
    await using tree = await copyTree([...TO_RUN, "examples"]);
    await tree.write("bot/bot.ts", BOT);
    await tree.write("bot/words.ts", 'export const words = "First";\n');
    await using start = npmStart(tree.folder, "--data", ":memory:");
    await start.says("Heliograph runs over");
    await tree.write("bot/words.ts", 'export const words = "Second";\n');
    await start.says("the changed bot answers from now on");
  });
});

describe("runBotCheck()", () => {
  it("tells of a bot that never opens, instead of waiting for it for ever", { timeout: 60_000 }, async () => {
    await using tree = await copyTree([...TO_RUN, "examples"]);
    await tree.write("bot/bot.ts", "for (;;);\n");
    const check = `import { runBotCheck } from "./cli/run-bot-check.ts";
      console.log(await runBotCheck(new AbortController().signal, 500));`;
    const { output } = await tree.run("--input-type=module", "--eval", check);
    expect(output).toContain("expected it to be open within 0.5 s");
  });
});

describe("mistakeOf()", () => {
  it.each([
    ["the compiler", "bot/bot.ts(12,7): error TS2322: Type 'number' …", { file: "bot/bot.ts", line: 12 }],
    ["a stack", "Error: boom\n    at openBot (bot/menu.ts:3:9)", { file: "bot/menu.ts", line: 3 }],
    [
      "the check of texts",
      "Cannot use text …\n    in examples/shop/texts/pl.ts:41",
      { file: "examples/shop/texts/pl.ts", line: 41 },
    ],
  ])("finds the file and the line that %s names", (_who, message, place) => {
    expect(mistakeOf(message)).toEqual({ message, ...place });
  });

  it("names no place where none is known", () => {
    expect(mistakeOf("Cannot use the bot in bot/bot.ts.")).toEqual({ message: "Cannot use the bot in bot/bot.ts." });
  });
});
