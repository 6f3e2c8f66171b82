import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, type PagedStack, startPaged, visit } from "./open-test-page.ts";
import { SHOWING_BOT } from "./showing-bot.ts";

let browser: Browser;
let stack: PagedStack;

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchBrowser(), startPaged(SHOWING_BOT)]);
});
afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

describe("the phone in the page", () => {
  it("shows what the user writes, that it was read, and the answer", async () => {
    const { page, mistakes } = await visit(browser, stack.url);
    await page.keyboard.press("n");
    await page.getByLabel("Message to the bot").fill("Good morning");
    await page.keyboard.press("Enter");
    const phone = page.getByRole("article", { name: "Android" });
    await phone.getByText("You said: Good morning").waitFor();
    await phone.getByText("✓✓ read").waitFor();
    await phone
      .getByRole("button", { name: /· read$/ })
      .last()
      .waitFor();
    expect(mistakes).toEqual([]);
  });
});
