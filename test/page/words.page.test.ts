import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

describe("words in the page", () => {
  it("run from right to left where they are Hebrew", async () => {
    const { page, phone, say } = await stage().open();
    await say("שלום");
    await phone().getByText("You said: שלום").waitFor();
    const direction = `getComputedStyle(document.querySelector(".line.user .bubble")).direction`;
    expect(await page.evaluate(direction)).toBe("rtl");
  });

  it("keep their emoji", async () => {
    const { phone, say } = await stage().open();
    await say("👩‍👩‍👧 🇵🇱 ❤️");
    await phone().getByText("You said: 👩‍👩‍👧 🇵🇱 ❤️").waitFor();
  });

  it("break where they are too long for the phone, and the way beside it", async () => {
    const { page, phone, say } = await stage().open();
    const word = "Donaudampfschifffahrt".repeat(20);
    await say(word);
    await phone().getByText(`You said: ${word}`).waitFor();
    const wide = `[...document.querySelectorAll(".thread, .tab-panel, html")].filter((one) => one.scrollWidth > one.clientWidth).length`;
    expect(await page.evaluate(wide)).toBe(0);
  });

  it("stand below the day on which they were written", async () => {
    const { phone, say } = await stage().open();
    await say("Good morning");
    await phone().getByText("You said: Good morning").waitFor();
    const today = new Date().toLocaleDateString("en-US", { weekday: "long", day: "numeric", month: "long" });
    expect(await phone().getByText(today).count()).toBe(1);
  });
});
