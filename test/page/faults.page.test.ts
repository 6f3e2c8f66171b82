import type { Locator } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { FAULTS, type FaultName } from "../../page/faults.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

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

/** Switches it, and waits until the page shows that it is switched: the server has said so. */
async function press(row: Locator, isOn: boolean): Promise<void> {
  await row.getByRole("switch").click();
  await expect.poll(() => row.getByRole("switch").getAttribute("aria-checked")).toBe(String(isOn));
}

afterEach(async () => {
  const { tab } = await stage().open();
  for (const fault of await (await tab("Faults")).getByRole("switch", { checked: true }).all()) await fault.click();
});

function labelOf(name: FaultName): string {
  return FAULTS.find((row) => row.name === name)?.label ?? name;
}

describe("a fault by a switch", () => {
  it.each(Object.keys(MET) as (keyof typeof MET)[])(
    "%s is survived: the page says that the promise held",
    async (name) => {
      const { page, phone, say, tab } = await stage().open();
      const faults = await tab("Faults");
      const row = faults.getByRole("listitem").filter({ hasText: labelOf(name) });
      await press(row, true);
      await say("Good morning");
      await phone().getByText("You said: Good morning").waitFor();
      await row.getByText(/^held/).waitFor();
      await tab("Way");
      await page.getByText(MET[name]).waitFor();
      await page.getByText("The promise held.").waitFor();
      expect(await phone().getByText("You said: Good morning").count()).toBe(1);
      await tab("Faults");
      await press(row, false);
    },
  );

  it("counts how often its promise held, and only while it was on", async () => {
    const { phone, say, tab } = await stage().open();
    const faults = await tab("Faults");
    const row = faults.getByRole("listitem").filter({ hasText: labelOf("duplicate") });
    await press(row, true);
    await say("One");
    await phone().getByText("You said: One").waitFor();
    await row.getByText("held 2 times").waitFor();
    await press(row, false);
    await say("Two");
    await phone().getByText("You said: Two").waitFor();
    await row.getByText("held 2 times").waitFor();
  });

  it("kills the function, and the answer is shown once when it is delivered again", async () => {
    const { page, phone, say, tab } = await stage().open();
    const faults = await tab("Faults");
    const row = faults.getByRole("listitem").filter({ hasText: labelOf("kill") });
    await press(row, true);
    await say("Good morning");
    await row.getByText("held once").waitFor();
    await tab("Way");
    await page.getByText(/One message was shown, once, in 2 deliveries, with one call that/).waitFor();
    expect(await phone().getByText("You said: Good morning").count()).toBe(1);
  });
});
