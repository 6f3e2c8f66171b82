import { expect, it } from "vitest";
import { runStory } from "../simulation/run-story.ts";
import { drawStory } from "../simulation/story.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

interface Shown {
  readonly type: string;
  readonly user: { readonly channel: string; readonly address: string };
  readonly bubble: string;
  readonly text: string;
}

it("a trace of the simulation plays on the phones as it was shown there, step by step", async () => {
  const lines: string[] = [];
  await runStory(drawStory({ seed: 5, turns: 30 }), (line) => void lines.push(line));
  const shown = lines
    .map((line): Shown => JSON.parse(line))
    .filter(({ type, user, bubble }) => type === "shown" && bubble === "message" && user.channel === "rcs");
  const [first] = shown;
  const texts = shown.filter(({ user }) => user.address === first?.user.address).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(2);

  const { page, tab, phone } = await stage().open();
  await tab("Messages");
  const file = { name: "trace.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(lines.join("\n")) };
  await page.getByLabel("Open a saved one").setInputFiles(file);
  await page.getByRole("combobox", { name: /^User/ }).selectOption(`rcs/${first?.user.address}`);
  for (const text of new Set(texts)) await phone().getByText(text, { exact: true }).first().waitFor();
  const saved = page.getByRole("region", { name: "Saved conversation" });
  await saved.getByRole("button", { name: "To the beginning" }).click();
  await expect
    .poll(() =>
      phone()
        .getByText(texts[0] ?? "", { exact: true })
        .count(),
    )
    .toBe(0);
  await saved.getByRole("button", { name: "Next" }).click();
  await saved.getByText(/^1 of \d+$/).waitFor();
});
