import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { route, routes } from "../../shared/bot/routes.ts";
import { launchBrowser, type PagedStack, startPaged, visit } from "./open-test-page.ts";
import { SHOWING_BOT } from "./showing-bot.ts";

/** With routes, so that the way tells of them. */
const ROUTES = ["card", "chips", "actions", "person"].map((text) => route({ text }, SHOWING_BOT.answer));
const BOT = { ...SHOWING_BOT, answer: routes(ROUTES, SHOWING_BOT.answer) };

/** `UPDATE_SCREENSHOTS=1` takes them anew. */
const isTaken = process.env.UPDATE_SCREENSHOTS === "1";
const FOLDER = "docs/images";
const SIZE = { width: 1280, height: 800 };

let browser: Browser;
let stack: PagedStack;

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchBrowser(), startPaged(BOT)]);
});
afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel("Message to the bot").fill(words);
  await page.keyboard.press("Enter");
  await page.locator(".line.user.read").last().getByText(words, { exact: true }).waitFor();
}

const SCENES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "page-way": async (page) => {
    await say(page, "card");
    await say(page, "chips");
  },
  "page-phones": async (page) => {
    await say(page, "card");
    await say(page, "actions");
    await page.getByRole("button", { name: "Both", exact: true }).click();
  },
  "page-desk": async (page) => {
    await say(page, "Where is my order?");
    await say(page, "person");
    await page.getByRole("tab", { name: /Desk/ }).click();
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await page.getByLabel("Their answer").fill("Hello, this is Ann. Let me see.");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByText("Hello, this is Ann. Let me see.").first().waitFor();
  },
  "page-compose": async (page) => {
    await say(page, "chips");
    await page.getByRole("tab", { name: "Compose" }).click();
    await page.getByLabel("Type", { exact: true }).selectOption("Card");
    await page.getByLabel("Title").fill("Plum cake");
    await page.getByLabel("URL of its picture or film").fill("example.com/plum-cake.jpg");
    await page.getByText(/begin it with https/).waitFor();
  },
  "page-faults": async (page) => {
    await page.getByRole("tab", { name: /Faults/ }).click();
    await page.getByRole("switch", { name: /twice/ }).click();
    await say(page, "Is anybody there?");
    await page.getByText("held once").waitFor();
  },
};

describe("the pages' pictures", () => {
  it.each(Object.entries(SCENES))("%s shows a state that can be reached as it is told", async (name, play) => {
    const { page, mistakes } = await visit(browser, stack.url, { viewport: SIZE, locale: "en-GB" });
    await page.keyboard.press("n");
    await play(page);
    await page.locator(".line.agent .meta", { hasText: "read" }).last().waitFor();
    const path = join(FOLDER, `${name}.png`);
    if (isTaken) await page.screenshot({ path });
    expect([existsSync(path), mistakes]).toEqual([true, []]);
    await page.context().close();
  });
});
