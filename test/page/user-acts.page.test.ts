import { describe, expect, it } from "vitest";
import { text } from "../../shared/reply/reply.ts";
import { botOf, gate } from "../support/bots.ts";
import { startPaged, visit } from "./open-test-page.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

/** One pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe("a user in the page", () => {
  it("sees ticks move: sent, then read; and the agent hears that its answer was delivered, then read", async () => {
    const { page, phone, say, acted } = await stage().open();
    const receipts = phone().getByRole("combobox", { name: "Its receipts" });
    await phone().getByLabel("Set up this phone").click();
    await acted("set-phone", () => receipts.selectOption("None"));
    await say("Good morning");
    await phone().getByText("You said: Good morning").waitFor();
    await phone()
      .getByRole("button", { name: /· ✓✓ read$/ })
      .waitFor();
    await phone()
      .getByRole("button", { name: /· shown$/ })
      .waitFor();
    await acted("set-phone", () => receipts.selectOption("Delivered only"));
    await say("Once more");
    await phone()
      .getByRole("button", { name: /· delivered$/ })
      .waitFor();
    await page.getByLabel("Send something else").click();
    await page.getByRole("button", { name: "Read the newest message" }).click();
    await phone()
      .getByRole("button", { name: / · read$/ })
      .waitFor();
  });

  it("sends a picture, which their own phone shows", async () => {
    const { page, phone } = await stage().open();
    await page.getByLabel("Send something else").click();
    await page
      .getByLabel("A picture or a file")
      .setInputFiles({ name: "cake.png", mimeType: "image/png", buffer: PNG });
    await phone().getByText("You said: file").waitFor();
    const width = "document.querySelector('.user img').naturalWidth";
    await expect.poll(() => page.evaluate(width)).toBe(1);
  });

  it("sends a document, whose name their own phone shows", async () => {
    const { page, phone } = await stage().open();
    await page.getByLabel("Send something else").click();
    const file = { name: "order.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") };
    await page.getByLabel("A picture or a file").setInputFiles(file);
    await phone().getByRole("img", { name: "order.pdf" }).getByText("order.pdf").first().waitFor();
  });

  it("sends a file of 10 MiB, and is told why not a larger or an empty one", async () => {
    const { page, phone } = await stage().open();
    await page.getByLabel("Send something else").click();
    const choose = (name: string, bytes: number) =>
      page
        .getByLabel("A picture or a file")
        .setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.alloc(bytes) });
    await choose("big.pdf", 10 * 2 ** 20);
    await phone().getByText("You said: file").waitFor();
    await choose("bigger.pdf", 10 * 2 ** 20 + 1);
    await page.getByText("Cannot send bigger.pdf: expected a file of 1 byte to 10 MiB, got 10485761 bytes").waitFor();
    await choose("empty.pdf", 0);
    await page.getByText("Cannot send empty.pdf: expected a file of 1 byte to 10 MiB, got 0 bytes").waitFor();
  });

  it("sends a place, and is told what a place looks like", async () => {
    const { page, phone } = await stage().open();
    await page.getByLabel("Send something else").click();
    const place = page.getByLabel("A place: latitude, longitude");
    await place.fill("home");
    await place.press("Enter");
    await page.getByText("Expected a place such as 51.5, -0.12").waitFor();
    await page.getByLabel("Message to the bot").fill("Not yet");
    await place.fill("51.5, -0.12");
    await place.press("Enter");
    await phone().getByText("You said: location").waitFor();
    await page.getByRole("button", { name: "Send the place" }).click();
    await expect.poll(() => phone().getByText("⌖ 51.5, -0.12").count()).toBe(2);
    expect(await page.getByLabel("Message to the bot").inputValue()).toBe("Not yet");
  });

  it("sees that the agent types while the bot takes its time", async () => {
    using answering = gate();
    await using other = await startPaged(
      botOf(async () => {
        await answering.passed();
        return [text("Good morning")];
      }),
    );
    const { page } = await visit(stage().browser, other.url);
    await page.getByRole("button", { name: "New RCS user" }).click();
    await page.getByLabel("Message to the bot").fill("Hello");
    await page.keyboard.press("Enter");
    await page.getByRole("img", { name: "The agent types" }).waitFor();
    answering.open();
    await page.locator(".line.agent").getByText("Good morning").waitFor();
    expect(await page.getByRole("img", { name: "The agent types" }).count()).toBe(0);
  });

  it("unsubscribes by Android's button, and subscribes again", async () => {
    const { page, phone } = await stage().open();
    await page.getByLabel("Send something else").click();
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await phone().getByText("Unsubscribed", { exact: true }).waitFor();
    await phone()
      .getByText(/· unsubscribed$/)
      .waitFor();
    await page.getByRole("button", { name: "Subscribe", exact: true }).click();
    await phone().getByText("Subscribed again", { exact: true }).waitFor();
  });

  it("unsubscribes on an iPhone by a word alone", async () => {
    const { page, phone } = await stage().open();
    await page.getByRole("button", { name: "iPhone" }).click();
    await page.getByLabel("Send something else").click();
    expect(await page.getByRole("button", { name: "Unsubscribe" }).count()).toBe(0);
    await page.getByRole("button", { name: "Type STOP" }).click();
    await phone("iPhone").getByText("STOP", { exact: true }).waitFor();
    await phone("iPhone")
      .getByText(/· unsubscribed$/)
      .waitFor();
  });

  it("is another one by one key, and the one before by another", async () => {
    const { page, phone, say } = await stage().open();
    await say("I am the first");
    await phone().getByText("You said: I am the first").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await phone().getByText("Write something below").waitFor();
    await say("I am the second");
    await phone().getByText("You said: I am the second").waitFor();
    await page.keyboard.press("Escape");
    const user = page.getByRole("combobox", { name: "User" });
    const second = await user.inputValue();
    await page.keyboard.press("u");
    await expect.poll(() => user.inputValue()).not.toBe(second);
  });

  it("has their words again when npm start does not answer", async () => {
    await using other = await startPaged(SHOWING_BOT);
    const { page } = await visit(stage().browser, other.url);
    await page.getByRole("button", { name: "New RCS user" }).click();
    const field = page.getByLabel("Message to the bot");
    await field.fill("Are you there?");
    await other[Symbol.asyncDispose]();
    await field.press("Enter");
    await page.getByText("npm start does not answer: is it still running?").waitFor();
    expect(await field.inputValue()).toBe("Are you there?");
  });

  it("sees the same conversation on both phones", async () => {
    const { page, phone, say } = await stage().open();
    await page.keyboard.press("p");
    await page.keyboard.press("p");
    await say("Good morning");
    await phone("Android").getByText("You said: Good morning").waitFor();
    await phone("iPhone").getByText("You said: Good morning").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    await expect.poll(() => phone("iPhone").count()).toBe(0);
  });
});
