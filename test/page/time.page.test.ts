import { describe, expect, it } from "vitest";
import { botOf } from "../support/bots.ts";
import { useStage } from "./use-stage.ts";

/** A shop that is closed at weekends, by the time at which a message came, and whose people come within five minutes. */
const stage = useStage({
  ...botOf(({ at, content }) => {
    if (content.type === "text" && content.text === "help") return [{ type: "handOver" }];
    const isOpen = at.getUTCDay() % 6 !== 0;
    return [{ type: "text", text: isOpen ? "We are open." : "We are closed." }];
  }),
  people: { hours: () => ({ isOpen: true }), waitMinutes: 5, silenceMinutes: 20 },
});

describe("the clock of the page", () => {
  it("makes it Saturday night on a Tuesday", async () => {
    const { page, phone, say, acted } = await stage().open();
    await page.keyboard.press("t");
    await page.getByLabel("Or at").fill("2030-01-05T22:00");
    await acted("set-clock", () => page.getByRole("button", { name: "Set", exact: true }).click());
    await page.keyboard.press("Escape");
    await say("Are you there?");
    await phone().getByText("We are closed.").waitFor();
    await page.locator("#clock").click();
    await page.getByRole("button", { name: "The real time" }).click();
    await page
      .locator("#clock")
      .filter({ hasText: /^Clock$/ })
      .waitFor();
  });

  it("opens by its key with the focus in it, begins with the bot's own time, and says in which zone that is", async () => {
    const { page } = await stage().open({ timezoneId: "Asia/Tokyo" });
    await page.keyboard.press("t");
    await expect.poll(() => page.evaluate("document.activeElement?.textContent")).toBe("A minute later");
    const field = page.getByLabel("Or at");
    await expect.poll(() => field.inputValue()).not.toBe("");
    const today = await field.inputValue();
    expect(Math.abs(Date.parse(`${today}+09:00`) - Date.now())).toBeLessThan(120_000);
    await field.fill("2030-01-05T22:00");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await page
      .locator("#clock")
      .filter({ hasText: /^Sat, Jan 5.*10:00.PM.*GMT\+9$/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    await expect.poll(() => field.inputValue()).toMatch(/^2030-01-05T22:0[1-9]/);
    await page.getByRole("button", { name: "The real time" }).click();
    await page.keyboard.press("t");
    await field.waitFor({ state: "hidden" });
  });

  it("brings forward what is due: nobody has come for a user who waits, and a message that waits for a phone expires", async () => {
    const { page, phone, say, tab, acted } = await stage().open();
    await say("help");
    await phone()
      .getByText(/waits for a person/)
      .waitFor();
    await phone().getByLabel("Set up this phone").click();
    await acted("set-phone", () => phone().getByRole("combobox", { name: "It is" }).selectOption("offline"));
    await phone().getByLabel("Set up this phone").click();
    await tab("Write first");
    await page.getByRole("button", { name: "With an SMS where RCS does not reach" }).click();
    await page.getByRole("button", { name: "Publish" }).click();
    await phone().getByText("offline · 1 wait until it is online").waitFor();
    await page.locator("#clock").click();
    await page.getByRole("button", { name: "An hour later" }).click();
    await phone()
      .getByText(/SMS, in place of RCS$/)
      .waitFor();
    const desk = await tab("Desk");
    await desk.getByText("The bot has it again").first().waitFor();
  });
});

describe("the history of a conversation", () => {
  it("tells what happened, what a replay would do, and how the bot of the working tree would answer", async () => {
    const { page, phone, say, tab } = await stage().open();
    await say("Good morning");
    await phone()
      .getByText(/We are (open|closed)\./)
      .waitFor();
    const history = await tab("History");
    await history.getByRole("button", { name: "What happened" }).click();
    await history.getByText(/Good morning/).waitFor();
    await history.getByRole("button", { name: "What a replay would do" }).click();
    await history.getByText(/turns: 0 calls would be made/).waitFor();
    await history.getByRole("button", { name: "What the bot would answer now" }).click();
    await history.getByText(/compared: \d+ differ/).waitFor();
    expect(await page.locator("pre.told").textContent()).toContain("Nothing was sent.");
  });
});
