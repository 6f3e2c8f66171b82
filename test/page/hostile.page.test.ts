import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { card, text } from "../../shared/reply/reply.ts";
import { openUrl, suggestReply } from "../../shared/reply/suggestion.ts";
import { botOf, wordsOf } from "../support/bots.ts";
import { useStage } from "./use-stage.ts";

const MARKUP = `</script><script>globalThis.isHacked = true</script><img src=x onerror="globalThis.isHacked = true">`;
const STYLE = `<style>body { display: none; background: url(https://evil.example/css) }</style>`;
const CONTROLS = "\u0000\u0007\u001b[31m\u202e\u2066\ufeff";
const HOSTILE = `${MARKUP}${STYLE}${CONTROLS}`;
const PICTURE = { url: "https://evil.example/a.png", type: "url", height: "short", altText: MARKUP } as const;

/** A bot that answers with what it is given, wherever words can stand. */
const MIRROR = botOf((turn) => {
  const words = wordsOf(turn);
  if (words === "person") return [{ type: "handOver", note: MARKUP }];
  if (words === "card") {
    const link = openUrl({ text: "<b>x</b>", postback: MARKUP, url: "https://evil.example/?javascript:alert(1)" });
    return [card({ title: "<u>title</u>", description: HOSTILE, media: PICTURE, suggestions: [link] })];
  }
  return [text(words.slice(0, 3000), { suggestions: [suggestReply({ text: "<i onclick=1>", postback: MARKUP })] })];
});

const stage = useStage(MIRROR);

/** What ran, what was asked for elsewhere, and what was opened, from now on. */
function watch(page: Page): { readonly foreign: readonly string[]; readonly dialogs: readonly string[] } {
  const [foreign, dialogs]: [string[], string[]] = [[], []];
  const { origin } = new URL(page.url());
  page.context().on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:")) foreign.push(request.url());
  });
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return { foreign, dialogs };
}

async function expectNothingRan(page: Page, seen: ReturnType<typeof watch>): Promise<void> {
  expect(await page.evaluate("globalThis.isHacked")).toBeUndefined();
  expect(
    await page.evaluate("document.querySelectorAll('#page script, #page style, [onerror], [onclick]').length"),
  ).toBe(0);
  expect(seen).toEqual({ foreign: [], dialogs: [] });
  expect(page.context().pages()).toHaveLength(1);
}

describe("what a message contains", () => {
  it("does not run as a text, a chip, or in any tab", async () => {
    const { page, phone, say, tab } = await stage().open();
    const seen = watch(page);
    await say(HOSTILE);
    await phone().getByRole("button", { name: "<i onclick=1>" }).click();
    await phone().locator(".tapped").waitFor();
    await (await tab("Way")).getByText("The promise held.").waitFor();
    for (const name of ["Way", "Messages", "Desk", "Faults", "Write first"] as const) {
      const panel = await tab(name);
      for (const row of await panel.locator("summary").all()) await row.click();
      await expectNothingRan(page, seen);
    }
  });

  it("does not run as a card, and its picture and link are not opened", async () => {
    const { page, phone, say } = await stage().open();
    const seen = watch(page);
    await say("card");
    await phone().getByRole("heading", { name: "<u>title</u>" }).waitFor();
    await phone().getByRole("button", { name: "<b>x</b>" }).click();
    await page.getByText(/^The phone opens https:\/\/evil\.example/).waitFor();
    await expectNothingRan(page, seen);
  });

  it("does not run as the name of a file, or at the desk as a name, a note or an answer", async () => {
    const { page, phone, say, tab } = await stage().open();
    const seen = watch(page);
    await page.getByLabel("Send something else").click();
    const file = { name: "<img src=x onerror=alert(1)>.html", mimeType: "text/html", buffer: Buffer.from(MARKUP) };
    await page.getByLabel("A picture or a file").setInputFiles(file);
    await say("person");
    await tab("Desk");
    await page.getByText(/The bot adds: <\/script>/).waitFor();
    await page.getByLabel("The person's name").fill("<img src=x onerror=alert(1)>");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByLabel("Their answer").fill(HOSTILE.replaceAll("\u0000", ""));
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await phone().getByText(MARKUP).last().waitFor();
    await expectNothingRan(page, seen);
  });

  it("may be 100,000 characters long", async () => {
    const { page, phone, say } = await stage().open();
    const seen = watch(page);
    const long = `<b>${"x".repeat(100_000)}`;
    await say(long);
    await phone().locator(".line.user.read").waitFor();
    await say("Short");
    await phone().getByText("Short", { exact: true }).last().waitFor();
    await expectNothingRan(page, seen);
  });

  it("does not run when it stands in the address, or in a saved conversation", async () => {
    const { page, tab } = await stage().open();
    const seen = watch(page);
    await page.goto(`${page.url().split("#")[0]}#/rcs/${encodeURIComponent(MARKUP)}?way=${encodeURIComponent(MARKUP)}`);
    await tab("Messages");
    const fact = { seq: 1, at: "2030-01-01T00:00:00Z", phone: `rcs/${MARKUP}`, way: MARKUP, type: "said", id: MARKUP };
    const facts = [{ ...fact, line: { type: "file", text: `javascript:alert(1)//${MARKUP}` }, json: MARKUP }];
    const buffer = Buffer.from(JSON.stringify({ heliograph: "conversation", version: 1, facts }));
    const file = { name: `${MARKUP}.json`, mimeType: "application/json", buffer };
    await page.getByLabel("Open a saved one").setInputFiles(file);
    await page.getByRole("region", { name: "Saved conversation" }).waitFor();
    await expectNothingRan(page, seen);
  });
});
