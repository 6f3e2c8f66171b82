import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);
const FOCUSED = "document.activeElement.textContent";

describe("the page by keyboard alone", () => {
  it("has a whole conversation: a new user, words, a chip, the way, and a person who is called", async () => {
    const { page, phone } = await stage().open();
    await page.keyboard.press("n");
    await page.keyboard.press("/");
    await page.keyboard.type("chips");
    await page.keyboard.press("Enter");
    const chip = phone().getByRole("button", { name: "Tea" });
    await chip.waitFor();
    while ((await page.evaluate(FOCUSED)) !== "Tea") await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await phone().getByText("You said: tea").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("person");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.keyboard.press("d");
    await page.getByText(/A person is called/).waitFor();
    await page.keyboard.press("w");
    await page.getByRole("heading", { name: "“person”" }).waitFor();
  });

  it("turns a fault on by the palette, and closes every dialog by Escape", async () => {
    const { page, tab } = await stage().open();
    await tab("Messages");
    await page.getByRole("searchbox", { name: "Search" }).fill("What nobody has said");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).getByRole("button", { name: "write to the bot" }).waitFor();
    await page.keyboard.type("posts each webhook twice");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("f");
    const fault = page.getByRole("switch", { name: "Google posts each webhook twice" });
    await expect.poll(() => fault.getAttribute("aria-checked")).toBe("true");
    await fault.focus();
    await page.keyboard.press("Space");
    await expect.poll(() => fault.getAttribute("aria-checked")).toBe("false");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    const user = await page.getByLabel("User").inputValue();
    await page.keyboard.press("n");
    expect(await page.getByLabel("User").inputValue()).toBe(user);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });

  it("moves between the tabs by arrows", async () => {
    const { page, tab } = await stage().open();
    await tab("Way");
    const names = await page.getByRole("tab").allTextContents();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.evaluate(FOCUSED)).toBe(names.at(-1));
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.evaluate(FOCUSED)).toBe("Way");
    expect(await page.getByRole("tab", { name: "Way" }).getAttribute("aria-selected")).toBe("true");
  });
});

describe("a person who wants no motion", () => {
  it("sees none, not even of a GIF or of who types", async () => {
    const { page, phone, say } = await stage().open({ reducedMotion: "reduce" });
    await say("card");
    await phone().getByRole("heading", { name: "A cake" }).waitFor();
    const moving = "document.getAnimations().length";
    expect(await page.evaluate(moving)).toBe(0);
  });
});
