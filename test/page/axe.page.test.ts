import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

const TABS = ["Way", "Messages", "Desk", "Faults", "Write first", "Compose", "History"] as const;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 420, height: 900 };

/** What axe has to say of the page as it stands, with the element. */
async function complaintsOf(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate<readonly string[]>(
    `axe.run().then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ": " + html + "\\n" + failureSummary)))`,
  );
  return found;
}

/** A user who has met all that the page shows: chips, cards, a person who is called. */
async function openTalk(options: Parameters<ReturnType<typeof stage>["open"]>[0]): Promise<Visitor> {
  const visitor = await stage().open(options);
  const { page, phone, say } = visitor;
  await page.evaluate(axe.source);
  await say("card");
  await phone().getByRole("heading", { name: "A cake" }).waitFor();
  await say("person");
  await phone()
    .getByText(/waits for a person/)
    .waitFor();
  await say("chips");
  return visitor;
}

describe("axe", () => {
  it.each([
    ["wide and light", { viewport: WIDE, colorScheme: "light" }],
    ["wide and dark", { viewport: WIDE, colorScheme: "dark" }],
    ["narrow and light", { viewport: NARROW, colorScheme: "light" }],
    ["narrow and dark", { viewport: NARROW, colorScheme: "dark" }],
  ] as const)("finds nothing on any tab, with both phones, %s", async (_, options) => {
    const { page, tab } = await openTalk(options);
    await page.getByRole("button", { name: "Both" }).click();
    for (const name of TABS) {
      await tab(name);
      expect(await complaintsOf(page), name).toEqual([]);
    }
  });

  it.each(["light", "dark"] as const)("finds nothing in menus, dialogs and opened rows, %s", async (colorScheme) => {
    const { page, phone, tab } = await openTalk({ colorScheme });
    const way = await tab("Way");
    await way.locator("summary").first().click();
    for (const menu of ["Set up this phone", "Send something else"]) {
      await phone().getByLabel(menu).click();
      expect(await complaintsOf(page), menu).toEqual([]);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).waitFor();
    expect(await complaintsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Keys" }).click();
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    expect(await complaintsOf(page)).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "finds nothing in a carousel that is composed with mistakes, %s",
    async (colorScheme) => {
      const { page, tab } = await stage().open({ colorScheme });
      await page.evaluate(axe.source);
      await tab("Compose");
      await page.getByLabel("Type", { exact: true }).selectOption("Carousel");
      await page.getByRole("group", { name: "Card 1" }).getByRole("button", { name: "Add a suggestion" }).click();
      await page.getByText("2 things are to be mended.").waitFor();
      expect(await complaintsOf(page)).toEqual([]);
    },
  );

  it("finds nothing on a phone of Business Messages", async () => {
    const { page, phone, say, useBusinessMessages } = await stage().open();
    await page.evaluate(axe.source);
    await useBusinessMessages();
    await say("sign in");
    await phone("Business Messages").getByRole("group", { name: "Suggestions" }).waitFor();
    expect(await complaintsOf(page)).toEqual([]);
  });
});
