import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { route, routes } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { startPaged, visit } from "./open-test-page.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

/** Says something, and waits until its way is over: the phone has told that it has read the answer. */
async function talk({ phone, say }: Visitor, words: string): Promise<void> {
  await say(words);
  await phone().getByText(`You said: ${words}`).waitFor();
  await phone()
    .getByRole("button", { name: /[^✓] read$/ })
    .last()
    .waitFor();
}

async function download({ page }: Visitor, button: string): Promise<{ readonly name: string; readonly json: unknown }> {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return { name: saved.suggestedFilename(), json: JSON.parse(await readFile(await saved.path(), "utf8")) };
}

describe("the way of a message", () => {
  it("has a row for each step, from the webhook to the receipts", async () => {
    const visitor = await stage().open();
    await talk(visitor, "Good morning");
    const way = await visitor.tab("Way");
    await way.getByText("read is recorded").waitFor();
    const rows = await way.locator(".step .kind").allTextContents();
    const order = ["user", "webhook", "delivered", "decided", "Google", "delivery", "phone", "history"];
    const firsts = order.map((kind) => rows.indexOf(kind));
    expect(firsts).not.toContain(-1);
    expect(rows.lastIndexOf("delivery")).toBeGreaterThan(rows.indexOf("decided"));
    expect(rows.slice(0, 6).toSorted()).toEqual(
      ["delivered", "decided", "ingress", "published", "user", "webhook"].toSorted(),
    );
    await way.getByText("The promise held. One message was shown, once.").waitFor();
  });

  it("says which route of the bot answers, and opens to those that did not", async () => {
    const hours = route({ text: /hours/i }, () => [text("From 8 to 18.")]);
    await using other = await startPaged({ ...SHOWING_BOT, answer: routes([hours], SHOWING_BOT.answer) });
    const { page } = await visit(stage().browser, other.url);
    await page.getByRole("button", { name: "New RCS user" }).click();
    await page.getByLabel("Message to the bot").fill("Your hours?");
    await page.keyboard.press("Enter");
    const way = page.getByRole("tabpanel");
    await way.getByText("route 1 of 1: text /hours/i").waitFor();
    await page.getByLabel("Message to the bot").fill("Good morning");
    await page.keyboard.press("Enter");
    const row = way.getByRole("listitem").filter({ hasText: "no route of 1 matched" });
    await row.locator("summary").click();
    await row.getByText("route 1: not text /hours/i").waitFor();
  });

  it("says what the bot has thrown", async () => {
    const throws = () => {
      throw new Error("no such order");
    };
    await using other = await startPaged({ ...SHOWING_BOT, answer: throws });
    const { page } = await visit(stage().browser, other.url);
    await page.getByRole("button", { name: "New RCS user" }).click();
    await page.getByLabel("Message to the bot").fill("Good morning");
    await page.keyboard.press("Enter");
    const row = page.getByText("the bot's answer() failed: Error: no such order");
    await row.first().waitFor();
  });

  it("opens each row to its JSON, and copies it", async () => {
    const visitor = await stage().open({ permissions: ["clipboard-read", "clipboard-write"] });
    await talk(visitor, "Good morning");
    const way = await visitor.tab("Way");
    const row = way.getByRole("listitem").filter({ hasText: "decided" });
    await row.locator("summary").click();
    await row.getByText('"isComplete": true').waitFor();
    await row.getByRole("button", { name: "Copy JSON" }).click();
    await visitor.page.getByText("Copied.").waitFor();
    const copied = await visitor.page.evaluate<string>("navigator.clipboard.readText()");
    expect(JSON.parse(copied)).toMatchObject({ fact: { content: { text: "Good morning" } }, isComplete: true });
  });

  it("says so where the browser refuses to copy", async () => {
    const visitor = await stage().open();
    await talk(visitor, "Good morning");
    await visitor.page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");
    await visitor.page.getByRole("button", { name: "Copy", exact: true }).click();
    await visitor.page.getByText("Cannot copy: the browser does not let this page use the clipboard").waitFor();
  });

  it("is sent again, and the phone shows its answer once", async () => {
    const visitor = await stage().open();
    await talk(visitor, "Good morning");
    await visitor.page.getByRole("button", { name: "Send again" }).click();
    await visitor.page.getByText("The same webhook was posted once more").waitFor();
    await visitor.page.getByText("One message was shown, once, after 2 webhooks, in 2 deliveries.").waitFor();
    expect(await visitor.phone().getByText("You said: Good morning").count()).toBe(1);
    expect(await visitor.phone().getByText("Good morning", { exact: true }).count()).toBe(1);
  });

  it("is saved as a fixture, which posts the same again", async () => {
    const visitor = await stage().open();
    await talk(visitor, "A fixture");
    const { json } = await download(visitor, "Save as a fixture");
    expect(json).toMatchObject({ text: "A fixture" });
    await stage().stack.platform.send("rcs", json as Readonly<Record<string, unknown>>);
    await visitor.page.getByText(/after 2 webhooks/).waitFor();
  });

  it("is begun again by a new user, up to its message", async () => {
    const visitor = await stage().open();
    await talk(visitor, "First");
    await talk(visitor, "Second");
    await talk(visitor, "Third");
    const old = await visitor.page.getByRole("combobox", { name: "User" }).inputValue();
    const second = visitor.phone().locator(".line.user").filter({ hasText: "Second" });
    await second.getByRole("button").click();
    await visitor.page.getByRole("button", { name: "Start here" }).click();
    await visitor.page.getByText("A new user has said all that, up to here").waitFor();
    await visitor.phone().getByText("You said: Second").waitFor();
    expect(await visitor.page.getByRole("combobox", { name: "User" }).inputValue()).not.toBe(old);
    expect(await visitor.phone().getByText("You said: First").count()).toBe(1);
    expect(await visitor.phone().getByText("You said: Third").count()).toBe(0);
  });
});

describe("a conversation", () => {
  it("is saved, and opened and played where nobody knows of it", async () => {
    const visitor = await stage().open();
    await talk(visitor, "Good morning");
    await visitor.tab("Messages");
    const { name, json } = await download(visitor, "Save the conversation");
    await using other = await startPaged(SHOWING_BOT);
    const { page } = await visit(stage().browser, other.url);
    await page.getByRole("tab", { name: "Messages" }).click();
    const file = { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(json)) };
    await page.getByLabel("Open a saved one").setInputFiles(file);
    const phone = page.getByRole("article", { name: "Android" });
    await phone.getByText("You said: Good morning").waitFor();
    expect(await page.getByLabel("Message to the bot").count()).toBe(0);
    const saved = page.getByRole("region", { name: "Saved conversation" });
    await saved.getByRole("button", { name: "To the beginning" }).click();
    await expect.poll(() => phone.getByText("Good morning").count()).toBe(0);
    await saved.getByRole("button", { name: "Next" }).click();
    await saved.getByText(/^1 of \d+$/).waitFor();
    await saved.getByRole("button", { name: "Play" }).click();
    await saved.getByText(/^([3-9]|\d\d) of \d+$/).waitFor();
    await saved.getByRole("button", { name: "To the beginning" }).click();
    await saved.getByText(/^0 of \d+$/).waitFor();
    await saved.getByRole("button", { name: "Play" }).click();
    await phone.getByText("You said: Good morning").waitFor();
  });
});

describe("an address", () => {
  it("opens the same user, message, phones and tab elsewhere", async () => {
    const visitor = await stage().open();
    await talk(visitor, "Good morning");
    await visitor.phone().locator(".line.user").getByRole("button").click();
    await visitor.page.getByRole("button", { name: "Both" }).click();
    for (const name of ["Way", "Messages", "Desk", "Faults", "Write first"] as const) {
      const here = await visitor.tab(name);
      const { page } = await visit(stage().browser, visitor.page.url());
      await page.getByRole("article", { name: "iPhone" }).getByText("You said: Good morning").waitFor();
      const there = page.getByRole("tabpanel");
      // Steps may still come, to both.
      await expect.poll(async () => (await there.textContent()) === (await here.textContent())).toBe(true);
      expect(await page.getByRole("tab", { name }).getAttribute("aria-selected")).toBe("true");
    }
  });

  it("goes back and forth with the browser's own buttons", async () => {
    const { page, tab } = await stage().open();
    await tab("Desk");
    await tab("Faults");
    await page.goBack();
    await expect.poll(() => page.getByRole("tab", { name: "Desk" }).getAttribute("aria-selected")).toBe("true");
    await page.goForward();
    await expect.poll(() => page.getByRole("tab", { name: "Faults" }).getAttribute("aria-selected")).toBe("true");
  });
});
