import { describe, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

async function setReach({ phone, acted }: Visitor, reach: string): Promise<void> {
  await phone().getByLabel("Set up this phone").click();
  await acted("set-phone", () => phone().getByRole("combobox", { name: "It is" }).selectOption(reach));
  await phone().getByLabel("Set up this phone").click();
}

async function writeFirst({ page, tab }: Visitor, sample: string): Promise<void> {
  await tab("Write first");
  await page.getByRole("button", { name: sample }).click();
  await page.getByRole("button", { name: "Publish" }).click();
}

describe("a phone that is offline", () => {
  it("shows what waited when it is online again", async () => {
    const visitor = await stage().open();
    const { phone } = visitor;
    await setReach(visitor, "Offline");
    await writeFirst(visitor, "A notice");
    await phone().getByText("offline · 1 wait until it is online").waitFor();
    await setReach(visitor, "Online");
    await phone().getByText("Your order is ready.").waitFor();
  });

  it("gets an SMS in place of a message that has expired", async () => {
    const visitor = await stage().open();
    const { page, phone } = visitor;
    await setReach(visitor, "Offline");
    await writeFirst(visitor, "With an SMS where RCS does not reach");
    await phone().getByText("offline · 1 wait until it is online").waitFor();
    await phone().getByLabel("Set up this phone").click();
    await page.getByRole("button", { name: "Let what waits expire now" }).click();
    await phone().getByText("Your parcel comes today.").waitFor();
    await phone()
      .getByText(/SMS, in place of RCS$/)
      .waitFor();
    await phone()
      .getByText(/· offline$/)
      .waitFor();
    const way = await visitor.tab("Way");
    await way.getByText("The promise held. An SMS was sent in place of RCS").waitFor();
  });

  it("has a message under way as long as it waits", async () => {
    const visitor = await stage().open();
    await setReach(visitor, "Offline");
    await writeFirst(visitor, "A notice");
    const way = await visitor.tab("Way");
    await way.getByText("Under way. 1 message waits for the phone so far.").waitFor();
    await setReach(visitor, "Online");
    await way.getByText("The promise held. One message was shown, once.").waitFor();
  });
});

describe("a phone without RCS", () => {
  it("gets the fallback as an SMS", async () => {
    const visitor = await stage().open();
    const { phone } = visitor;
    await setReach(visitor, "Has no RCS");
    await phone()
      .getByText(/· has no RCS$/)
      .waitFor();
    await writeFirst(visitor, "With an SMS where RCS does not reach");
    await phone().getByText("Your parcel comes today.").waitFor();
    await phone()
      .getByText(/SMS, in place of RCS$/)
      .waitFor();
  });
});
