import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { copyTree, TO_RUN } from "../support/tree.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);
const CAN_COPY = { permissions: ["clipboard-read", "clipboard-write"] };
const FINE = "Nothing is wrong with it: a bot may say it, and Google takes it.";

/** What a bot's file has beside the reply. */
const REST_OF_BOT = `
import type { Bot } from "../shared/bot/bot.ts";

export function openBot(): Bot {
  return { persona: { displayName: "Robin" }, answer: () => [reply] };
}
`;

async function startComposing({ page, tab }: Visitor, type: string): Promise<void> {
  await tab("Compose");
  await page.getByLabel("Type", { exact: true }).selectOption(type);
}

function group({ page }: Visitor, name: string): Locator {
  return page.getByRole("group", { name, exact: true });
}

/** A card with a title, and two chips below the message. */
async function composeCard(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await startComposing(visitor, "Card");
  await page.getByLabel("Title").fill("Plum cake");
  const chips = group(visitor, "Suggestions of the message");
  await chips.getByLabel("Words").fill("I take it");
  await chips.getByRole("button", { name: "Add a suggestion" }).click();
  const second = chips.getByRole("group", { name: "Suggestion 2" });
  await second.getByLabel("What it does").selectOption("Opens a page");
  await second.getByLabel("Words").fill("More cakes");
  await second.getByLabel("Page", { exact: true }).fill("https://example.com/cakes");
  await page.getByText(FINE).waitFor();
}

/** What the browser's clipboard holds once a button was pressed. */
async function copied({ page }: Visitor, button: string): Promise<string> {
  const read = () => page.evaluate<string>("navigator.clipboard.readText()");
  await page.evaluate('navigator.clipboard.writeText("")');
  await page.getByRole("button", { name: button }).click();
  await expect.poll(read).not.toBe("");
  return read();
}

describe("a message that is composed", () => {
  it("shows on both phones while it is written, and is sent only when somebody says so", async () => {
    const visitor = await stage().open();
    const { page, phone } = visitor;
    await page.getByRole("button", { name: "Both", exact: true }).click();
    await composeCard(visitor);
    for (const name of ["Android", "iPhone"] as const) {
      await phone(name).getByRole("heading", { name: "Plum cake" }).waitFor();
      await phone(name)
        .getByText(/· not sent$/)
        .waitFor();
      expect(await phone(name).getByRole("button", { name: "I take it" }).isDisabled()).toBe(true);
      expect(await phone(name).getByRole("button", { name: "More cakes" }).isDisabled()).toBe(true);
    }
    await group(visitor, "What to do with it").getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("tab", { name: "Way", selected: true }).waitFor();
    await phone()
      .getByText(/· read$/)
      .waitFor();
    await phone().getByRole("button", { name: "I take it" }).click();
    await phone().getByText("You said: i-take-it").waitFor();
    expect(await phone().getByRole("heading", { name: "Plum cake" }).count()).toBe(1);
  });

  it("has each mistake beside its field, in the words of the builders, and cannot be sent or copied meanwhile", async () => {
    const visitor = await stage().open();
    const { page, phone } = visitor;
    await composeCard(visitor);
    const title = page.getByLabel("Title");
    await title.fill("x".repeat(201));
    const told = "Expected 1 to 200 characters, got 201; shorten it";
    await page.getByText(told).waitFor();
    const id = await title.getAttribute("aria-describedby");
    expect(await page.locator(`[id="${id}"]`).textContent()).toBe(told);
    await phone()
      .getByRole("heading", { name: "x".repeat(201) })
      .waitFor();
    await page.getByText(/Google would say: .*cardContent\.title: expected at most 200 characters/).waitFor();
    for (const name of ["Send", "Copy as a bot's reply", "Copy as a template"]) {
      const button = group(visitor, "What to do with it").getByRole("button", { name, exact: true });
      expect(await button.isDisabled(), name).toBe(true);
    }
    await title.fill("x".repeat(200));
    await page.getByText(FINE).waitFor();
    expect(await page.getByText(told).count()).toBe(0);
  });

  it("tells what will look otherwise on the other phone", async () => {
    const visitor = await stage().open();
    const { page } = visitor;
    await startComposing(visitor, "Card");
    await page.getByLabel("URL of its picture or film").fill("https://example.com/cake.gif");
    await page.getByText(/^iPhone: a GIF in a card stands still/).waitFor();
  });

  it("runs from right to left where it is Hebrew, in its field and on the phone", async () => {
    const visitor = await stage().open();
    const { page, phone } = visitor;
    await startComposing(visitor, "Text");
    const field = page.getByLabel("Text", { exact: true });
    await field.fill("שלום");
    await phone().getByText("שלום").waitFor();
    const directions = `[...document.querySelectorAll("#compose-text, .line.draft .bubble")].map((one) => getComputedStyle(one).direction)`;
    expect(await page.evaluate(directions)).toEqual(["rtl", "rtl"]);
  });

  it("shows on a phone of Business Messages what that channel makes of it", async () => {
    const visitor = await stage().open();
    await visitor.useBusinessMessages();
    await composeCard(visitor);
    await visitor.phone("Business Messages").getByRole("heading", { name: "Plum cake" }).waitFor();
  });

  it("stands at an address, and is still there when one comes back from another tab", async () => {
    const visitor = await stage().open();
    const { page, tab } = visitor;
    await startComposing(visitor, "Text");
    await page.getByLabel("Text", { exact: true }).fill("Something unheard of");
    expect(page.url()).toContain("tab=compose");
    await tab("Faults");
    await page.goBack();
    expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("Something unheard of");
  });
});

describe("what is copied of it", () => {
  it("is a reply that a bot's file takes as it is", { timeout: 180_000 }, async () => {
    const visitor = await stage().open(CAN_COPY);
    await composeCard(visitor);
    const code = await copied(visitor, "Copy as a bot's reply");
    await using tree = await copyTree([...TO_RUN, "examples", "bot"]);
    await tree.write("bot/bot.ts", `${code}${REST_OF_BOT}`);
    expect(await tree.run("cli/check-bot.ts")).toEqual({ code: 0, output: "The bot is fine.\n" });
  });

  it("is Google's JSON, and a template of a campaign with its placeholders", async () => {
    const visitor = await stage().open(CAN_COPY);
    const { page } = visitor;
    await startComposing(visitor, "Text");
    await page.getByLabel("Text", { exact: true }).fill("Hello {{name|you}}");
    await group(visitor, "Suggestions of the message").getByRole("button", { name: "Remove suggestion 1" }).click();
    await visitor.phone().getByText("Hello {{name|you}}").waitFor();
    expect(JSON.parse(await copied(visitor, "Copy Google's JSON"))).toEqual({
      contentMessage: { text: "Hello {{name|you}}" },
    });
    expect(JSON.parse(await copied(visitor, "Copy as a template"))).toEqual({ reply: "Hello {{name|you}}" });
  });
});
