import { expect, it } from "vitest";
import { npmStart } from "../support/npm-start.ts";
import { copyTree, TO_RUN } from "../support/tree.ts";
import { launchBrowser, visit } from "./open-test-page.ts";

/** The words stand on its fifth line. */
const BOT = `import type { Bot } from "../shared/bot/bot.ts";
import { text } from "../shared/reply/reply.ts";

export function openBot(): Bot {
  return { persona: { displayName: "Robin" }, answer: () => [text("First")] };
}
`;
/** The types of all sources are checked before a bot is taken. */
const CHECKED = { timeout: 60_000 };
const PAGE = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/;

it("shows where an edited bot is wrong while the last good one answers, and then its new words", {
  timeout: 180_000,
}, async () => {
  await using tree = await copyTree([...TO_RUN, "examples"]);
  await tree.write("bot/bot.ts", BOT);
  await using start = npmStart(tree.folder, "--data", ":memory:");
  const browser = await launchBrowser();
  try {
    await start.says("/help");
    const [url = ""] = PAGE.exec(start.printed()) ?? [];
    const { page, mistakes } = await visit(browser, url);
    const say = async (words: string) => {
      await page.getByLabel("Message to the bot").fill(words);
      await page.keyboard.press("Enter");
    };
    const answers = (words: string) => page.locator(".line.agent").getByText(words, { exact: true });
    await say("Hello");
    await answers("First").last().waitFor();
    await tree.write("bot/bot.ts", BOT.replace('"First"', "1"));
    const alert = page.getByRole("alert");
    await alert.getByText("bot/bot.ts:5").waitFor(CHECKED);
    const before = await answers("First").count();
    await say("Are you there?");
    await expect.poll(() => answers("First").count()).toBe(before + 1);
    await tree.write("bot/bot.ts", BOT.replace("First", "Second"));
    await page.getByText("The changed bot answers from now on.").waitFor(CHECKED);
    await say("And now?");
    await answers("Second").waitFor();
    expect(mistakes).toEqual([]);
  } finally {
    await browser.close();
  }
});
