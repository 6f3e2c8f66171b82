import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

describe("a user of Business Messages", () => {
  it("is answered, and sees who speaks", async () => {
    const { phone, say, useBusinessMessages } = await stage().open();
    await useBusinessMessages();
    await say("Good morning");
    await phone("Business Messages").getByText("You said: Good morning").waitFor();
    await phone("Business Messages").getByText("Robin").waitFor();
  });

  it("signs in by the chip, and may cancel", async () => {
    const { phone, say, useBusinessMessages } = await stage().open();
    await useBusinessMessages();
    const shown = phone("Business Messages");
    const chips = shown.getByRole("group", { name: "Suggestions" });
    await say("sign in");
    await chips.getByText("Sign in").click();
    await shown.getByRole("button", { name: "It succeeds" }).click();
    await shown.getByText("You said: authentication", { exact: true }).waitFor();
    await say("sign in");
    await chips.getByText("Sign in").click();
    await shown.getByRole("button", { name: "The user cancels" }).click();
    await shown.getByText("You said: authentication-failed").waitFor();
  });

  it("asks for a person by the chip, or by the phone's own button", async () => {
    const { page, phone, say, useBusinessMessages, tab } = await stage().open();
    await useBusinessMessages();
    await say("help");
    await phone("Business Messages").getByRole("button", { name: "Talk to a person" }).click();
    await phone("Business Messages")
      .getByText(/waits for a person/)
      .waitFor();
    await useBusinessMessages();
    await page.getByLabel("Send something else").click();
    await page.getByRole("button", { name: "Talk to a person" }).click();
    const desk = await tab("Desk");
    await desk.getByText(/A person is called/).waitFor();
  });

  it("writes their language in peace, whatever else happens meanwhile", async () => {
    const { page, phone, tab, useBusinessMessages, acted } = await stage().open();
    await useBusinessMessages();
    await tab("Faults");
    await phone("Business Messages").getByLabel("Set up this phone").click();
    const language = page.getByLabel("Its language");
    await language.pressSequentially("p");
    await stage().stack.host.perform({ act: "fault", fault: "slow", isOn: true });
    await page.getByRole("switch", { checked: true }).waitFor();
    await language.pressSequentially("l");
    expect(await language.inputValue()).toBe("pl");
    await acted("set-phone", () => language.press("Enter"));
    expect(await language.inputValue()).toBe("pl");
  });

  it("answers the survey that the agent has sent", async () => {
    const { page, phone, say, useBusinessMessages } = await stage().open();
    await useBusinessMessages();
    await say("survey");
    await phone("Business Messages").getByText("The agent asks: how was it?").waitFor();
    await page.getByLabel("Send something else").click();
    await page.getByRole("button", { name: "Answer the survey: Yes" }).click();
    await phone("Business Messages").getByText("The user answered the survey").waitFor();
  });
});
