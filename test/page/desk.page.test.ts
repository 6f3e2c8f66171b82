import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

/** A user who has asked for a person, and the desk that is called. */
async function callPerson(visitor: Visitor): Promise<void> {
  await visitor.say("My cake is broken");
  await visitor.phone().getByText("You said: My cake is broken").waitFor();
  await visitor.say("person");
  await visitor.tab("Desk");
  await visitor.page.getByText(/A person is called/).waitFor();
}

async function join({ page, phone }: Visitor): Promise<void> {
  await page.getByLabel("The person's name").fill("Ann");
  await page.getByRole("button", { name: "Join" }).click();
  await phone()
    .getByText(/talks to a person/)
    .waitFor();
}

describe("the desk", () => {
  it("is told who waits, why, what the bot adds, and what was said before", async () => {
    const visitor = await stage().open();
    const { page } = visitor;
    await callPerson(visitor);
    await page.getByRole("button", { name: /waits for a person/ }).waitFor();
    await page.getByText("The bot adds: Wants a refund").waitFor();
    await page.getByText(/What was said before/).click();
    await page.getByText("The user: My cake is broken").waitFor();
    await page.getByText("The bot: You said: My cake is broken").waitFor();
    expect(await page.getByRole("tab", { name: "Desk" }).locator(".mark").textContent()).toMatch(/^\d+$/);
  });

  it("joins, answers and hears the user, while the bot is silent; and the bot is back when the person has left", async () => {
    const visitor = await stage().open();
    const { page, phone, say } = visitor;
    await callPerson(visitor);
    await join(visitor);
    await page.getByLabel("Their answer").fill("I am so sorry");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await phone().getByText("I am so sorry").waitFor();
    await say("Are you a person?");
    await page.getByText("The user: Are you a person?").waitFor();
    await page.getByRole("button", { name: "Leave" }).click();
    await page.getByText("The bot has it again").waitFor();
    await say("And now?");
    await phone().getByText("You said: And now?").waitFor();
    expect(await phone().getByText("You said: Are you a person?").count()).toBe(0);
  });

  it("sees a line that was not sent, because the user has unsubscribed meanwhile", async () => {
    const visitor = await stage().open();
    const { page, phone } = visitor;
    await callPerson(visitor);
    await join(visitor);
    await page.getByLabel("Send something else").click();
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await page.getByText("The user has unsubscribed", { exact: true }).waitFor();
    await page.getByLabel("Their answer").fill("One thing more");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByText(/Not sent.*One thing more/).waitFor();
    expect(await phone().getByText("One thing more").count()).toBe(0);
  });

  it("does not keep for one user what a person has begun to write to another", async () => {
    const visitor = await stage().open();
    const { page, say } = visitor;
    await callPerson(visitor);
    await page.getByLabel("Their answer").fill("Your code is 123456");
    await page.getByLabel("Message to the bot").fill("My code?");
    await page.getByRole("button", { name: "New RCS user" }).click();
    expect(await page.getByLabel("Message to the bot").inputValue()).toBe("");
    await say("person");
    await page.getByText(/A person is called/).waitFor();
    expect(await page.getByLabel("Their answer").inputValue()).toBe("");
  });

  it("shows the user that the person types", async () => {
    const visitor = await stage().open();
    await callPerson(visitor);
    await join(visitor);
    await visitor.page.getByLabel("Their answer").pressSequentially("I");
    await visitor.phone().getByRole("img", { name: "The agent types" }).waitFor();
  });
});

describe("writing first", () => {
  it.each([
    ["A notice", "Your order is ready."],
    ["A code", "Your code is 123456."],
    ["An offer", "Today, everything is half the price."],
    ["With an SMS where RCS does not reach", "Your parcel comes today."],
  ])("sends %s to a user who has never written", async (sample, words) => {
    const { page, phone, tab } = await stage().open();
    await tab("Write first");
    await page.getByRole("button", { name: sample }).click();
    await page.getByRole("button", { name: "Publish" }).click();
    await phone().getByText(words).waitFor();
  });

  it("says of a wrong request what is wrong with it", async () => {
    const { page, tab } = await stage().open();
    await tab("Write first");
    await page.getByLabel("The request").fill("{");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Cannot send it: expected a JSON object").waitFor();
    await page.getByLabel("The request").fill('{ "reply": 5 }');
    await page.getByRole("button", { name: "Publish" }).click();
    const way = await tab("Way");
    await way.getByText("Set aside as a dead letter.").waitFor();
    await way.locator(".verdict").getByText("Cannot read reply: expected a text or a reply, got number").waitFor();
  });
});
