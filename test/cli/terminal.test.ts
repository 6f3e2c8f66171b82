import { describe, expect, it } from "vitest";
import { npmStart } from "../support/npm-start.ts";
import { copyTree, TO_RUN } from "../support/tree.ts";

/** Says what it gets: the words, the hour and the language. */
const ECHO = `import type { Bot } from "../shared/bot/bot.ts";
import { text } from "../shared/reply/reply.ts";
import { suggestReply } from "../shared/reply/suggestion.ts";

const suggestions = [suggestReply({ text: "Again", postback: "again" })];
export function openBot(): Bot {
  return {
    persona: { displayName: "Echo" },
    answer({ content, at, locale = "none" }) {
      const said = content.type === "text" ? content.text : content.type;
      return [text([said, at.toISOString().slice(0, 13), locale].join(" / "), { suggestions })];
    },
  };
}
`;

describe("npm start", () => {
  it("takes a plain line as a message, and what begins with a slash as a command", { timeout: 90_000 }, async () => {
    await using tree = await copyTree(TO_RUN);
    await tree.write("bot/bot.ts", ECHO);
    await using start = npmStart(tree.folder, "--data", ":memory:");
    await start.says("/help");
    expect(start.printed().split("\n").length).toBeLessThanOrEqual(12);
    start.type("Where is my order?");
    await start.says(/"Where is my order\?" → "Where is my order\? \/ .* \/ none" \[Again\]/);
    start.type("/tap 1");
    await start.says(/taps "Again" → "suggestion/);
    start.type("/place 51.5,-0.12");
    await start.says(/\[51.5, -0.12\] → "location/);
    start.type("/now 2031-12-05T22:00Z");
    await start.says("for the bot it is 2031-12-05T22:00");
    start.type("Open?");
    await start.says('→ "Open? / 2031-12-05T22 / none"');
    start.type("/now");
    await start.says("the bot has the real time again");
    start.type("/as he");
    await start.says("you are conversation-he on business-messages, in he");
    start.type("Hi");
    await start.says(/^business-messages {2}conversa {2}"Hi" → "Hi \/ .* \/ he"/m);
    start.type("/file nowhere.png");
    await start.says("Cannot read nowhere.png");
    start.type("/screen");
    await start.says("you: Hi (read)");
    expect(await start.end()).toBe(0);
  });

  it("ends with --once and code 0 when all went well", async () => {
    await using tree = await copyTree(TO_RUN);
    await tree.write("bot/bot.ts", ECHO);
    const { code, output } = await tree.run("cli/start.ts", "--once", "--port", "0", "--data", ":memory:");
    expect(output).toContain("Each message was answered once");
    expect(code).toBe(0);
  });

  it("ends with --once and code 1 when the bot failed once", { timeout: 90_000 }, async () => {
    await using tree = await copyTree(TO_RUN);
    const fails =
      "let isFirst = true;\nfunction fail() { if (isFirst) { isFirst = false; throw new Error('boom'); } }\n";
    await tree.write("bot/bot.ts", fails + ECHO.replace("const said", "fail();\n      const said"));
    const { code, output } = await tree.run("cli/start.ts", "--once", "--port", "0", "--data", ":memory:");
    expect(output).toContain("the bot's answer() failed: Error: boom");
    expect(code).toBe(1);
  });
});
