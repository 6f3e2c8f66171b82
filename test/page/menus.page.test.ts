import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

describe("a menu of the phone", () => {
  it("is closed by Escape, and by a press elsewhere", async () => {
    const { page, phone, tab } = await stage().open();
    const choice = phone().getByRole("combobox", { name: "It is" });
    const menu = phone().getByLabel("Set up this phone");
    await menu.click();
    await choice.waitFor();
    await page.keyboard.press("Escape");
    await choice.waitFor({ state: "hidden" });
    await menu.click();
    await choice.waitFor();
    await tab("Desk");
    await choice.waitFor({ state: "hidden" });
  });

  it("gives way to another one", async () => {
    const { page, phone } = await stage().open();
    await phone().getByLabel("Set up this phone").click();
    await page.getByLabel("Send something else").click();
    await phone().getByRole("combobox", { name: "It is" }).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Type STOP" }).waitFor();
  });
});

describe("the bar at the top", () => {
  it("keeps to one row on a small laptop, also with the longest that it shows", async () => {
    const { page, useBusinessMessages } = await stage().open({ viewport: { width: 1280, height: 800 } });
    await useBusinessMessages();
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "A week later" }).click();
    await page.locator("#clock.is-set").waitFor();
    const bar = page.locator("header.top");
    const heights = await bar.locator("> *").evaluateAll((all) => all.map((one) => Reflect.get(one, "offsetHeight")));
    expect((await bar.boundingBox())?.height).toBeLessThan(2 * Math.max(...heights));
    expect(await bar.evaluate((one) => Reflect.get(one, "scrollWidth") - Reflect.get(one, "clientWidth"))).toBe(0);
  });
});
