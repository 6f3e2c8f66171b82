import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

describe("a card", () => {
  it("has its buttons in line on an Android, and in a menu on an iPhone", async () => {
    const { page, phone, say } = await stage().open();
    await page.getByRole("button", { name: "Both" }).click();
    await say("card");
    await phone("Android").getByRole("heading", { name: "A cake" }).waitFor();
    expect(await phone("Android").getByRole("button", { name: "Another" }).isVisible()).toBe(true);
    expect(await phone("iPhone").getByRole("button", { name: "Another" }).isVisible()).toBe(false);
    await phone("iPhone").getByText("Options", { exact: true }).click();
    await phone("iPhone").getByRole("button", { name: "Another" }).click();
    await phone("iPhone").getByText("You said: another").waitFor();
  });

  it("has the height that was asked for on an Android, and a GIF that stands still on an iPhone", async () => {
    const { page, phone, say } = await stage().open();
    await page.getByRole("button", { name: "Both" }).click();
    await say("card");
    const picture = (name: "Android" | "iPhone") => phone(name).getByRole("img", { name: "A cake" });
    await picture("iPhone").waitFor();
    const [android, iphone] = [await picture("Android").boundingBox(), await picture("iPhone").boundingBox()];
    expect([android?.height, iphone?.height]).toEqual([264, 160]);
    const motion = (skin: string) =>
      page.evaluate(`getComputedStyle(document.querySelector(".${skin} .gif > span")).animationName`);
    expect([await motion("android"), await motion("iphone")]).toEqual(["typing", "none"]);
  });

  it("has advice beside it: what it looks like on the other phone", async () => {
    const { phone, say } = await stage().open();
    await say("card");
    await phone()
      .getByText(/to know about other phones/)
      .click();
    await phone()
      .getByText(/iPhone:.*GIF/s)
      .first()
      .waitFor();
  });
});

describe("a carousel", () => {
  it("has the button tapped that was pressed, also where that of each card has the same words", async () => {
    const { page, phone, say } = await stage().open();
    await say("menu");
    const last = phone()
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: "Coffee" }) });
    await last.getByRole("button", { name: "Order" }).click();
    await phone().getByText("You said: order Coffee").waitFor();
    await page.getByRole("button", { name: "Start here" }).click();
    await page.getByText("A new user has said all that, up to here").waitFor();
    await phone().getByText("You said: order Coffee").waitFor();
  });

  it("is scrolled to its last card by keyboard", async () => {
    const { page, phone, say } = await stage().open();
    await say("carousel");
    const carousel = phone().getByRole("list", { name: "Carousel of 3 cards" });
    await carousel.waitFor();
    const last = carousel.getByRole("heading", { name: "Three" });
    const isInside = async () => {
      const [box, frame] = [await last.boundingBox(), await carousel.boundingBox()];
      return box !== null && frame !== null && box.x + 1 < frame.x + frame.width;
    };
    expect(await isInside()).toBe(false);
    await carousel.focus();
    await expect
      .poll(async () => {
        await page.keyboard.press("ArrowRight");
        return isInside();
      })
      .toBe(true);
  });
});
