import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { FAULTS, type FaultName } from "../../page/faults.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

/** What the way says that was met and survived. */
const MET: Readonly<Record<Exclude<FaultName, "kill">, RegExp>> = {
  duplicate: /after 2 webhooks/,
  reorder: /One message was shown, once/,
  forge: /after a forged one was refused/,
  "too-many": /with one call that failed or had no answer/,
  "server-error": /with one call that failed or had no answer/,
  "lost-answer": /with one call that failed or had no answer/,
  slow: /One message was shown, once/,
};

/** How often a promise held, in the page's words; at first it says nothing. */
const TIMES = ["", "once", "2 times", "3 times"];

/** Opens the switches. @returns The row of one. */
async function rowOf(name: FaultName, { tab }: Visitor): Promise<Locator> {
  const label = FAULTS.find((row) => row.name === name)?.label ?? name;
  return (await tab("Faults")).getByRole("listitem").filter({ hasText: label });
}

/** Switches it, and waits until the server has done so. */
function press(row: Locator, { acted }: Visitor): Promise<void> {
  return acted("fault", () => row.getByRole("switch").click());
}

describe("a fault by a switch", () => {
  it.each(Object.keys(MET) as (keyof typeof MET)[])(
    "%s is survived: the page says that the promise held",
    async (name) => {
      const visitor = await stage().open();
      const { page, phone, say, tab } = visitor;
      const row = await rowOf(name, visitor);
      await press(row, visitor);
      await say("Good morning");
      await phone().getByText("You said: Good morning").waitFor();
      await row.getByText(/^held/).waitFor();
      await tab("Way");
      await page.getByText(MET[name]).waitFor();
      await page.getByText("The promise held.").waitFor();
      expect(await phone().getByText("You said: Good morning").count()).toBe(1);
    },
  );

  it("counts how often its promise held, and only while it was on", async () => {
    const visitor = await stage().open();
    const { phone, say } = visitor;
    const row = await rowOf("duplicate", visitor);
    const counted = async () => /held (once|\d+ times)/.exec((await row.textContent()) ?? "")?.[1];
    await say("Zero");
    await phone().getByText("You said: Zero").waitFor();
    const before = TIMES.indexOf((await counted()) ?? "");
    await press(row, visitor);
    await say("One");
    await phone().getByText("You said: One").waitFor();
    await expect.poll(counted).toBe(TIMES[before + 1]);
    await press(row, visitor);
    await say("Two");
    await phone().getByText("You said: Two").waitFor();
    await visitor.tab("Way");
    await visitor.page.getByText("The promise held.").waitFor();
    await visitor.tab("Faults");
    expect(await counted()).toBe(TIMES[before + 1]);
  });

  it("is of the open phone alone where that is offline: what waited is shown, and the promise held", async () => {
    const visitor = await stage().open();
    const { page, phone, acted, tab } = visitor;
    const faults = await tab("Faults");
    const row = faults.getByRole("listitem").filter({ hasText: "The open phone is offline" });
    await acted("set-phone", () => row.getByRole("switch").click());
    await tab("Write first");
    await page.getByRole("button", { name: "Publish" }).click();
    await phone().getByText("offline · 1 wait until it is online").waitFor();
    await tab("Faults");
    await row.getByText("1 under way").waitFor();
    await acted("set-phone", () => row.getByRole("switch").click());
    await phone().getByText("Your order is ready.").waitFor();
    await row.getByText("held once").waitFor();
  });

  it("lets what waits expire, and it goes out as an SMS", async () => {
    const { page, phone, acted, tab } = await stage().open();
    const faults = await tab("Faults");
    await acted("set-phone", () => faults.getByRole("switch", { name: "The open phone is offline" }).click());
    await tab("Write first");
    await page.getByRole("button", { name: "With an SMS where RCS does not reach" }).click();
    await page.getByRole("button", { name: "Publish" }).click();
    await phone().getByText("offline · 1 wait until it is online").waitFor();
    await tab("Faults");
    await faults.getByRole("button", { name: "Let what waits for the open phone expire now" }).click();
    await phone()
      .getByText(/SMS, in place of RCS$/)
      .waitFor();
    await faults.getByRole("listitem").filter({ hasText: "is offline" }).getByText("held once").waitFor();
  });

  it("kills the function, and the answer is shown once when it is delivered again", async () => {
    const visitor = await stage().open();
    const { page, phone, say, tab } = visitor;
    const row = await rowOf("kill", visitor);
    await press(row, visitor);
    await say("Good morning");
    await row.getByText("held once").waitFor();
    await tab("Way");
    await page.getByText(/One message was shown, once, in 2 deliveries, with one call that/).waitFor();
    expect(await phone().getByText("You said: Good morning").count()).toBe(1);
  });
});
