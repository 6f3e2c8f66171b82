import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServedPage } from "../../page/server/serve-page.ts";
import { launchBrowser, visit } from "./open-test-page.ts";
import { serveLongConversation } from "./serve-long-conversation.ts";

const MESSAGES = 5000;
/** Lines of a conversation, messages in a list, and steps of a way. */
const ROWS = "document.querySelectorAll('.line, .step, .rows > li').length";
const MOST_ROWS = 300;
const MOST_BYTES = 200_000;

let browser: Browser;
let served: ServedPage;
let page: Page;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), serveLongConversation(MESSAGES)]);
  ({ page } = await visit(browser, served.url));
  await page
    .getByText(`Where is order number ${MESSAGES - 1}?`)
    .first()
    .waitFor({ timeout: 45_000 });
});
afterAll(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

describe(`a conversation of ${MESSAGES} messages`, () => {
  it.each(["Way", "Messages", "Desk", "Faults", "Write first"])(
    `has at most ${MOST_ROWS} rows in the page, with both phones and %s`,
    async (name) => {
      await page.getByRole("button", { name: "Both", exact: true }).click();
      await page.getByRole("tab", { name }).click();
      await expect.poll(() => page.getByRole("tab", { name }).getAttribute("aria-selected")).toBe("true");
      const rows = await page.evaluate<number>(ROWS);
      expect(rows).toBeGreaterThan(100);
      expect(rows).toBeLessThanOrEqual(MOST_ROWS);
    },
  );

  it("shows earlier lines, and the newest again", async () => {
    const phone = page.getByRole("article", { name: "Android" });
    const newest = phone.getByText(`Where is order number ${MESSAGES - 1}?`);
    await phone.getByRole("button", { name: /^\d+ earlier$/ }).click();
    await phone.getByText(`Where is order number ${MESSAGES - 31}?`).waitFor();
    expect(await newest.count()).toBe(0);
    await phone.getByRole("button", { name: "To the newest" }).click();
    await newest.waitFor();
  });

  it("finds the first message by its words, and shows its way and its line", async () => {
    await page.getByRole("tab", { name: "Messages" }).click();
    await page.getByRole("searchbox", { name: "Search" }).fill("number 0?");
    await page
      .getByRole("tabpanel")
      .getByRole("button", { name: /Where is order number 0\?/ })
      .click();
    await page.getByRole("heading", { name: "“Where is order number 0?”" }).waitFor();
    await page.getByRole("article", { name: "Android" }).getByText("Order 0 is on its way.").waitFor();
  });
});

describe("the page", () => {
  it(`is less than ${MOST_BYTES / 1000} kB in all`, async () => {
    const parts = await Promise.all(
      [served.url, "page.js", "page.css"].map((part) => fetch(new URL(part, served.url))),
    );
    const sizes = await Promise.all(parts.map(async (part) => (await part.arrayBuffer()).byteLength));
    expect(parts.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });
});
