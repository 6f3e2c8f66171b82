import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

/** A saved conversation of one step. */
function savedFacts(step: object): string {
  const fact = { seq: 1, at: "2030-01-01T00:00:00Z", phone: "rcs/+447700900001", way: "one", ...step };
  return JSON.stringify({ heliograph: "conversation", version: 1, facts: [fact] });
}

describe("a file that is opened", () => {
  it.each([
    ["is another one", "[]"],
    ["has a step that only a later version knows", savedFacts({ type: "teleported" })],
    ["has a step without what it tells", savedFacts({ type: "handoff" })],
    ["has a time that is none", savedFacts({ type: "clock", aheadMs: 0, at: "noon" })],
    ["is a trace of other words", '{"type":"handoff-news","at":1,"conversation":1}\n{"type":"shown","at":"noon"}'],
  ])("is refused when the file %s, and the page says what it expected", async (_, content) => {
    const { page, tab } = await stage().open();
    await tab("Messages");
    const file = { name: "list.json", mimeType: "application/json", buffer: Buffer.from(content) };
    await page.getByLabel("Open a saved one").setInputFiles(file);
    await page
      .getByText("Cannot open list.json: expected a conversation that this page has saved, or a trace")
      .waitFor();
    await page.getByRole("button", { name: "Save the conversation" }).waitFor();
  });

  it("leaves whoever closes it where they were", async () => {
    const { page, tab, phone, say } = await stage().open();
    await say("Good morning");
    await phone().getByText("You said: Good morning").waitFor();
    await tab("Messages");
    const user = await page.getByLabel("User").inputValue();
    const step = { type: "said", id: "1", line: { type: "text", text: "Elsewhere" }, json: {} };
    const file = { name: "saved.json", mimeType: "application/json", buffer: Buffer.from(savedFacts(step)) };
    await page.getByLabel("Open a saved one").setInputFiles(file);
    await phone().getByText("Elsewhere").waitFor();
    await tab("Desk");
    await page.getByRole("button", { name: "New RCS user" }).click();
    await page.getByRole("region", { name: "Saved conversation" }).getByRole("button", { name: "Close" }).click();
    await phone().getByText("You said: Good morning").waitFor();
    expect(await page.getByLabel("User").inputValue()).toBe(user);
    expect(await page.getByRole("tab", { name: "Messages" }).getAttribute("aria-selected")).toBe("true");
  });

  it("is chosen among files of either kind", async () => {
    const { page, tab } = await stage().open();
    await tab("Messages");
    const kinds = await page.getByLabel("Open a saved one").getAttribute("accept");
    expect(kinds?.split(",")).toEqual([".json", ".jsonl"]);
  });
});
