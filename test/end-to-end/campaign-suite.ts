import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import type { RcsHandset } from "../../simulator/phones/rcs-handset.ts";
import { botOf, echo } from "../support/bots.ts";
import { AGENTS } from "../support/fixtures.ts";
import { factsOf, type HeliographRun } from "../support/run-heliograph.ts";
import { shownLines } from "../support/scene.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { anyPhone, type Operated, WAIT } from "./operated.ts";

const AGENT = AGENTS[0].agent;
const TEXT = "Hello {{name|you}}, spring is here.";
const WORDS = ["--name", "spring", "--agent", AGENT, "--text", TEXT, "--day", "0-0"];

/** A user of RCS, whose name and number stand in a list. */
interface Listed {
  readonly name: string;
  readonly phone: string;
  readonly handset: RcsHandset;
}

/** What `send` and `campaign` must do to the whole system, whatever that runs over. */
export function campaignSuite(open: (bot: Bot) => Promise<Operated>): void {
  it("send has an agent write to one user, once under one id", async () => {
    await using system = await open(botOf(echo));
    const [ada] = people(system, 1);
    const request = JSON.stringify({ id: "order-17", agent: AGENT, to: ada?.phone, reply: "Your order is ready." });
    for (let times = 0; times < 2; times += 1) expect(await system.run("send", request)).toMatchObject({ exitCode: 0 });
    await vi.waitFor(() => expect(shownBy(ada)).toEqual(["Your order is ready."]), WAIT);
    const plain = await system.run("send", "--agent", AGENT, "--to", String(ada?.phone), "--text", "And paid.");
    expect(plain).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^published: \S+, in conversation \S{43}\n$/),
    });
    await vi.waitFor(() => expect(shownBy(ada)).toEqual(["Your order is ready.", "And paid."]), WAIT);
  });

  it("campaign tells each person once in their own words, but who has unsubscribed and whom RCS does not reach", async () => {
    await using system = await open(botOf(echo));
    const all = people(system, 6);
    const [ada, ben, cem] = all;
    await ben?.handset.says("STOP");
    await ben?.handset.sees(1);
    await cem?.handset.becomes({ reach: "no-rcs" });
    const file = await listOf(all.map(({ name, phone }) => `${name},${phone}`));

    const dry = await system.run("campaign", file, ...WORDS, "--dry-run");
    expect(dry).toMatchObject({ exitCode: 0, stderr: "" });
    expect(dry.stdout).toMatch(
      / 4 {2}to be sent\n {7}1 {2}have unsubscribed\n {7}1 {2}are not reached by RCS\n {7}4 {2}basic/,
    );
    expect(dry.stdout).toMatch(/^Nothing was sent\.$/m);
    expect(shownBy(ada)).toEqual([]);

    const sent = await system.run("campaign", file, ...WORDS, "--yes");
    expect(sent).toMatchObject({ exitCode: 0, stderr: "" });
    expect(sent.stdout).toMatch(/^spring: 4 of 6 people are written to$/m);
    for (const { name, handset } of [...all.slice(0, 1), ...all.slice(3)])
      expect(shownLines(handset)).toEqual([`Hello ${name || "you"}, spring is here.`]);
    expect(shownBy(cem)).toEqual([]);
    expect(shownBy(ben)).not.toContain("Hello Person 1, spring is here.");

    await Promise.all(all.slice(3).map(({ handset }) => handset.reads()));
    const again = await vi.waitFor(async () => {
      const run = await system.run("campaign", file, ...WORDS, "--json", "--yes");
      expect(reportOf(run)).toMatchObject({ read: 3, sent: 1 });
      return run;
    }, WAIT);
    expect(reportOf(again)).toMatchObject({ published: 4, optedOut: 1, unreachable: 1, left: 0, notTaken: 0 });
    expect(shownBy(ada)).toHaveLength(1);
    for (const { phone } of all) expect(system.logs() + sent.stdout + again.stdout).not.toContain(phone.slice(1));
  });

  it("campaign tells all mistakes of a list at once with their lines, and sends nothing", async () => {
    await using system = await open(botOf(echo));
    const [ada] = people(system, 1);
    const rows = [`Ada,${ada?.phone}`, "Ben,07700 900123", `Cem,${anyPhone()},more`, `"Two\nlines",${ada?.phone}`];
    const file = await listOf([...rows, `${"long".repeat(800)},${anyPhone()}`]);
    const { exitCode, stdout, stderr } = await system.run("campaign", file, ...WORDS, "--yes");
    expect(exitCode).toBe(1);
    expect(stdout.split("\n").map((line) => line.replace(/:.*/, ""))).toEqual([
      "line 3",
      "line 4",
      "line 5",
      "line 7",
      "",
    ]);
    expect(stdout).toMatch(/line 5: the same person as in line 2/);
    expect(stderr).toBe("4 mistakes in the list: nothing was sent\n");
    const unknown = await system.run("campaign", file, ...WORDS, "--text", "Your code is {{code}}.", "--yes");
    expect(unknown.stdout).toContain("the template says {{code}}, and there is no such column");
    expect(shownBy(ada)).toEqual([]);
  });

  it("campaign is paused, resumed and stopped from beside it", async () => {
    await using system = await open(botOf(echo));
    const all = people(system, 60);
    const file = await listOf(all.map(({ name, phone }) => `${name},${phone}`));
    const shown = () => all.filter(({ handset }) => shownLines(handset).length > 0).length;
    const args = ["campaign", file, ...WORDS, "--rate", "1", "--no-reach", "--yes"];
    const running = system.start(...args);
    const ended = new Promise<number | null>((resolve) => running.once("exit", resolve));
    await vi.waitFor(() => expect(shown()).toBeGreaterThan(1), WAIT);
    expect((await system.run("campaign", "pause", "spring", "--yes")).stdout).toMatch(
      /^spring: paused, \d+ of 60 done/,
    );
    expect((await system.run(...args, "--no-wait")).stdout).toMatch(/^Waiting with \d+: it is paused/m);
    expect(await ended).toBe(1);
    const before = shown();
    expect(before).toBeLessThan(60);
    await system.run("campaign", "resume", "spring", "--yes");
    const second = system.start(...args);
    const secondEnded = new Promise<number | null>((resolve) => second.once("exit", resolve));
    await vi.waitFor(() => expect(shown()).toBeGreaterThan(before), WAIT);
    expect((await system.run("campaign", "stop", "spring", "--yes")).stdout).toMatch(/^spring: stopped/);
    expect(await secondEnded).toBe(1);
    expect((await system.run("campaign", "status")).stdout).toMatch(/^spring: stopped, \d+ of 60 done/);
    expect((await system.run(...args)).stderr).toMatch(/somebody has stopped it/);
    expect(shown()).toBeLessThan(60);
  });
}

/** So many users; the last one's name is not known. */
function people({ platform }: Operated, count: number): readonly Listed[] {
  return Array.from({ length: count }, (_, index) => {
    const phone = anyPhone();
    const name = index === count - 1 ? "" : `Person ${index}`;
    return { name, phone, handset: platform.rcsHandset({ phone, agent: AGENT }) };
  });
}

async function listOf(rows: readonly string[]): Promise<string> {
  const file = join(anyFolder(), "people.csv");
  await writeFile(file, ["name,phone", ...rows, ""].join("\n"));
  return file;
}

function shownBy(person: Listed | undefined): readonly string[] {
  return person === undefined ? [] : shownLines(person.handset);
}

function reportOf(run: HeliographRun): Readonly<Record<string, unknown>> | undefined {
  return factsOf(run).find(({ type }) => type === "report");
}
