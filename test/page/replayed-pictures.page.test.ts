import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { DAY } from "../simulation/durations.ts";
import { copyTree } from "../support/tree.ts";
import { startPaged, visit } from "./open-test-page.ts";
import { differing, type Pictures, picturesOf, showSteps } from "./pictures.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage, type Visitor } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

/** All lines of a conversation are in sight. */
const TALL = { viewport: { width: 1440, height: 2800 } } as const;
/** Of a trace, so many pictures are compared. */
const MOST_PICTURES = 10;

/** All that a simulation is made of. */
const SIMULATED = ["bot", "cli", "functions", "shared", "simulator", "test", "package.json"];

/** A line of ours that keeps a promise, and what is put in its place. */
interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** An orange square, big enough to be seen. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAF0lEQVR4nGP438FAEiJN9aiGUQ1DSgMA3SmHEGxQEU8AAAAASUVORK5CYII=",
  "base64",
);

/** The phones once the user's last line and all of the agent's have been read: nothing changes them any more. */
async function settled({ page, phone }: Visitor, lines: number): Promise<Pictures> {
  const read = phone("iPhone").getByRole("button", { name: /· (?:✓✓ )?read$/ });
  await expect.poll(() => read.count()).toBe(lines);
  await page
    .locator(".user img")
    .evaluateAll((images) => Promise.all(images.map((one) => Reflect.get(one, "decode").call(one))));
  return picturesOf(page);
}

/** Saves the conversation. @returns Where the file lies, and how many steps it has. */
async function save({ page, tab }: Visitor): Promise<{ readonly path: string; readonly steps: number }> {
  await tab("Messages");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the conversation" }).click(),
  ]);
  const path = await download.path();
  return { path, steps: JSON.parse(await readFile(path, "utf8")).facts.length };
}

function yesterday(at: string): string {
  return new Date(Date.parse(at) - DAY).toISOString();
}

async function openSaved(page: Page, path: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.getByRole("tab", { name: "Messages" }).click();
  await page.getByLabel("Open a saved one").setInputFiles(path);
  await page.getByRole("region", { name: "Saved conversation" }).waitFor();
  await page.getByRole("button", { name: "Both" }).click();
}

/** What `npm run simulate -- --trace` writes of a story that breaks a promise: sources from which a line is removed tell one. */
async function failingTrace(): Promise<string> {
  const mutations: readonly Mutation[] = JSON.parse(await readFile("test/simulation/mutations.json", "utf8"));
  const removed = mutations.find(({ name }) => name === "ids that no retry repeats");
  if (removed === undefined) throw new Error("Expected the mutation to be there");
  const { file, from, to } = removed;
  await using tree = await copyTree(SIMULATED);
  await tree.write(file, (await readFile(file, "utf8")).replace(from, to));
  const told = ["--seed", "3", "--turns", "30", "--quick", "--trace", "trace.jsonl"];
  const { code, output } = await tree.run("test/simulation/simulate.ts", ...told);
  expect([code, output]).toEqual([1, expect.stringMatching(/^promise \w+, /m)]);
  return readFile(join(tree.folder, "trace.jsonl"), "utf8");
}

it("a recorded conversation plays again to the same pictures, on both phones and on another machine", {
  timeout: 300_000,
}, async () => {
  const visitor = await stage().open(TALL);
  const { page, phone, say } = visitor;
  await page.getByRole("button", { name: "Both" }).click();
  const acts = [
    () => say("card"),
    () => phone().getByRole("button", { name: "Another" }).click(),
    () => say("carousel"),
    async () => {
      await page.getByLabel("Send something else").click();
      const file = { name: "cake.png", mimeType: "image/png", buffer: PNG };
      await page.getByLabel("A picture or a file").setInputFiles(file);
    },
    () => say("actions"),
    () => say("chips"),
    () => phone().getByRole("button", { name: "Tea" }).click(),
    () => say("help"),
  ];
  const live: { readonly pictures: Pictures; readonly steps: number }[] = [];
  let path = "";
  for (const [index, act] of acts.entries()) {
    await act();
    const pictures = await settled(visitor, 2 * (index + 1));
    const saved = await save(visitor);
    path = saved.path;
    live.push({ pictures, steps: saved.steps });
  }
  await using other = await startPaged(SHOWING_BOT);
  const elsewhere = await visit(stage().browser, other.url, TALL);
  await openSaved(elsewhere.page, path);
  for (const [index, { pictures, steps }] of live.entries()) {
    await showSteps(elsewhere.page, steps);
    await expect
      .poll(async () => differing(pictures, await picturesOf(elsewhere.page), elsewhere.page), {
        message: `after act ${index + 1}`,
      })
      .toEqual([]);
  }
  expect(elsewhere.mistakes).toEqual([]);
});

it("shows that the agent types when a conversation of yesterday plays", async () => {
  const visitor = await stage().open();
  const { page, say } = visitor;
  await page.getByRole("button", { name: "Both" }).click();
  await say("Good morning");
  await settled(visitor, 2);
  const { path, steps } = await save(visitor);
  const saved = JSON.parse(await readFile(path, "utf8"));
  const facts = saved.facts.map((fact: { readonly at: string }) => ({ ...fact, at: yesterday(fact.at) }));
  const buffer = Buffer.from(JSON.stringify({ ...saved, facts }));
  await openSaved(page, { name: "yesterday.json", mimeType: "application/json", buffer });
  const typing: number[] = [];
  for (let step = 0; step <= steps; step += 1) {
    await showSteps(page, step);
    typing.push(await page.getByRole("img", { name: "The agent types" }).count());
  }
  expect(typing).toContain(2);
  expect([typing.at(0), typing.at(-1)]).toEqual([0, 0]);
});

it("the trace of a failing simulation plays twice to the same pictures, step by step", {
  timeout: 300_000,
}, async () => {
  const trace = await failingTrace();
  const [, user = ""] =
    /"type":"shown".*"user":{"channel":"rcs","address":"([^"]+)".*"bubble":"message"/.exec(trace) ?? [];
  const file = { name: "trace.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(trace) };
  const play = async (counts?: readonly number[]) => {
    const { page, mistakes } = await visit(stage().browser, stage().stack.url, TALL);
    await openSaved(page, file);
    await page.getByRole("combobox", { name: /^User/ }).selectOption(`rcs/${user}`);
    const end = Number(await page.getByRole("slider", { name: "Step" }).getAttribute("max"));
    const steps =
      counts ?? Array.from({ length: MOST_PICTURES }, (_, index) => Math.ceil((end * (index + 1)) / MOST_PICTURES));
    const pictures: Pictures[] = [];
    for (const step of steps) {
      await showSteps(page, step);
      pictures.push(await picturesOf(page));
    }
    expect(mistakes).toEqual([]);
    await page.context().close();
    return { steps, pictures };
  };
  const first = await play();
  const second = await play(first.steps);
  const { page } = await visit(stage().browser, stage().stack.url);
  const different = await Promise.all(
    first.pictures.map((one, index) => differing(one, second.pictures[index] ?? new Map(), page)),
  );
  expect(different).toEqual(first.steps.map(() => []));
  expect(new Set(first.pictures.map((one) => one.get("Android .lines"))).size).toBeGreaterThan(3);
});
