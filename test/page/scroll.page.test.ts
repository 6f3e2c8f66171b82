import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);
const WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

/** A conversation that is longer than its phone is high. */
async function talked(): Promise<Visitor> {
  const visitor = await stage().open();
  for (const word of WORDS) {
    await visitor.say(word);
    await answerTo(visitor, word).waitFor();
  }
  return visitor;
}

function answerTo(visitor: Visitor, word: string): Locator {
  return visitor.phone().getByText(`You said: ${word}`, { exact: true });
}

/** Whether all of it lies within the thread that scrolls. */
function isInSight(line: Locator): Promise<boolean> {
  return line.evaluate((element) => {
    const [own, thread] = [element, element.closest(".thread")].map((one) => one?.getBoundingClientRect());
    return own !== undefined && thread !== undefined && own.top >= thread.top && own.bottom <= thread.bottom;
  });
}

describe("a long conversation on the phone", () => {
  it("keeps its newest answer in sight while its room shrinks", async () => {
    const visitor = await talked();
    await expect.poll(() => isInSight(answerTo(visitor, "eight"))).toBe(true);
    await visitor.page.setViewportSize({ width: 1440, height: 600 });
    await expect.poll(() => isInSight(answerTo(visitor, "eight"))).toBe(true);
    await visitor.say("nine");
    await expect.poll(() => isInSight(answerTo(visitor, "nine"))).toBe(true);
  });

  it("stays where one reads further up while answers come", async () => {
    const visitor = await talked();
    await answerTo(visitor, "one").scrollIntoViewIfNeeded();
    await visitor.say("nine");
    await answerTo(visitor, "nine").waitFor();
    await expect.poll(() => isInSight(answerTo(visitor, "one"))).toBe(true);
  });

  it("is seen from its end by whoever comes to it from another one", async () => {
    const visitor = await talked();
    await answerTo(visitor, "one").scrollIntoViewIfNeeded();
    const { page } = visitor;
    const key = await page.getByLabel("User").inputValue();
    await page.getByRole("button", { name: "New RCS user" }).click();
    await visitor.phone().getByText("the bot answers here").waitFor();
    await page.getByLabel("User").selectOption(key);
    await expect.poll(() => isInSight(answerTo(visitor, "eight"))).toBe(true);
  });
});
