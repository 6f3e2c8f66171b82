import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

describe("chips on an Android", () => {
  it("are answered when they are tapped, and are gone then", async () => {
    const { phone, say } = await stage().open();
    await say("chips");
    const chips = phone().getByRole("group", { name: "Suggestions" });
    await chips.getByRole("button", { name: "Tea" }).click();
    await phone().getByText("You said: tea").waitFor();
    expect(await chips.count()).toBe(0);
  });

  it("are gone when the user writes something else", async () => {
    const { phone, say } = await stage().open();
    await say("chips");
    const chips = phone().getByRole("group", { name: "Suggestions" });
    await chips.waitFor();
    await say("Something else");
    await phone().getByText("You said: Something else").waitFor();
    expect(await chips.count()).toBe(0);
  });

  it("tell where they lead, and the bot hears that they were tapped", async () => {
    const { page, phone, say } = await stage().open();
    await say("actions");
    await phone().getByRole("button", { name: "Website" }).click();
    // It is told for some seconds.
    await page.getByText("The phone opens https://example.com. This page does not.").waitFor();
    await phone().getByText("You said: web").waitFor();
    await say("actions");
    await phone().getByRole("button", { name: "Call us" }).click();
    await page.getByText("The phone offers to call +442079460000.").waitFor();
  });

  it("share the place where the user is", async () => {
    const { phone, say } = await stage().open();
    await say("actions");
    await phone().getByRole("button", { name: "I am here" }).click();
    await phone().getByText("⌖ 51.4779, -0.0015").waitFor();
    await phone().getByText("You said: location").waitFor();
  });
});

describe("chips on an iPhone", () => {
  it("stay until one is used, and one of an older message is answered", async () => {
    const { page, phone, say } = await stage().open();
    await page.getByRole("button", { name: "iPhone" }).click();
    await say("chips");
    const chips = phone("iPhone").getByRole("group", { name: "Suggestions" });
    await chips.waitFor();
    await say("Something else");
    await phone("iPhone").getByText("You said: Something else").waitFor();
    await chips.getByRole("button", { name: "Coffee" }).click();
    await phone("iPhone").getByText("You said: coffee").waitFor();
    expect(await chips.count()).toBe(0);
  });

  it("fold into Options when there are more than two actions", async () => {
    const { page, phone, say } = await stage().open();
    await page.getByRole("button", { name: "Both" }).click();
    await say("actions");
    await phone("Android").getByRole("button", { name: "Website" }).waitFor();
    const folded = phone("iPhone").getByRole("button", { name: "Website" });
    expect(await folded.isVisible()).toBe(false);
    await phone("iPhone").getByText("Options", { exact: true }).click();
    await folded.click();
    await phone("Android").getByText("You said: web").waitFor();
    await phone("iPhone").getByText("You said: web").waitFor();
  });
});
