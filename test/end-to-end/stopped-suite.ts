import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import { AGENTS } from "../support/fixtures.ts";
import { endOf, factsOf, type HeliographRun } from "../support/run-heliograph.ts";
import { shownLines } from "../support/scene.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { anyPhone, breakableBot, type Operated } from "./operated.ts";

const SECRET = "kanarienvogel";
const USERS = 5;
const COUNT = 8;
/** What a killed command had in hand over Pub/Sub comes back within a minute. */
const BACK = { timeout: 150_000, interval: 500 };
const EXIT = { SIGINT: 130, SIGKILL: null } as const;

/** What must become of a command that is stopped in the middle, whatever the system runs over. */
export function stoppedSuite(open: (bot: Bot) => Promise<Operated>): void {
  it.each(["SIGINT", "SIGKILL"] as const)("a redrive that %s stops loses and doubles nothing", async (signal) => {
    const { bot, state } = breakableBot();
    await using system = await open(bot);
    const users = Array.from({ length: USERS }, () => userOf(system));
    state.isBroken = true;
    for (const { handset } of users) await handset.says(SECRET);
    await vi.waitFor(
      async () => expect((await system.run("dead-letters")).stdout).toContain(`${USERS} dead letters.`),
      BACK,
    );
    state.isBroken = false;
    const redrive = ["dead-letters", "redrive", "--all", "--settle", "0", "--yes"];
    const { exitCode } = await stopped(system.start(...redrive, "--batch", "1", "--json"), signal);
    expect(exitCode).toBe(EXIT[signal]);
    await vi.waitFor(async () => {
      expect((await system.run(...redrive)).exitCode).toBe(0);
      for (const { handset } of users) expect(shownLines(handset)).toEqual(["(failed)", `bot: ${SECRET}`]);
    }, BACK);
    expect((await system.run("dead-letters")).stdout).toBe("No dead letters.\n");
  });

  it.each(["SIGINT", "SIGKILL"] as const)(
    "a replay that %s stops goes on where it was, and changes nothing",
    async (signal) => {
      await using system = await open(breakableBot().bot);
      const { handset } = userOf(system);
      for (let n = 1; n <= COUNT; n += 1) {
        await handset.says(`hello ${n}`);
        await handset.sees(n);
      }
      const [before, shown] = [await settledHistory(system), shownLines(handset)];
      const replay = system.start("replay", "--from", "1h", "--kind", "message", "--rate", "2", "--json", "--yes");
      const { stdout } = await stopped(replay, signal, () => expect(duplicates(system)).toBeGreaterThan(1));
      const [begun] = factsOf({ stdout: stdout.slice(0, stdout.lastIndexOf("\n") + 1) } as HeliographRun);
      const rest = await system.run("replay", "--resume", String(begun?.run), "--rate", "100", "--yes", "--json");
      expect(factsOf(rest).at(-1)).toMatchObject({ type: "ended", run: begun?.run });
      await vi.waitFor(() => expect(duplicates(system)).toBeGreaterThanOrEqual(COUNT), BACK);
      expect(await settledHistory(system)).toEqual(before);
      expect(shownLines(handset)).toEqual(shown);
    },
  );

  it("an erase that is killed goes on when it is run again", async () => {
    await using system = await open(breakableBot().bot);
    const { handset, phone } = userOf(system);
    for (let n = 1; n <= COUNT; n += 1) {
      await handset.says(`${SECRET} ${n}`);
      await handset.sees(n);
    }
    await stopped(system.start("erase", phone, "--yes", "--json"), "SIGKILL");
    const again = await system.run("erase", phone, "--yes", "--json");
    expect(factsOf(again)).toContainEqual(expect.objectContaining({ type: "removed", store: "turns" }));
    const stored = await system.stored();
    expect([stored.includes(SECRET), stored.includes(phone.slice(1))]).toEqual([false, false]);
  });

  it("an export that Ctrl-C stops leaves no half of a file", async () => {
    await using system = await open(breakableBot().bot);
    const { handset, phone } = userOf(system);
    await handset.says(SECRET);
    await handset.sees(1);
    const to = join(anyFolder(), "ada.json");
    const child = system.start("export", phone, "--to", to);
    const ended = endOf(child);
    await vi.waitFor(() => expect(existsSync(to) || child.exitCode !== null).toBe(true), { ...BACK, interval: 1 });
    child.kill("SIGINT");
    const { exitCode } = await ended;
    expect([exitCode, existsSync(to)]).toEqual(exitCode === 0 ? [0, true] : [130, false]);
    expect((await system.run("export", phone, "--to", to, "--force")).exitCode).toBe(0);
    expect(JSON.stringify(JSON.parse(readFileSync(to, "utf8")))).toContain(SECRET);
  });
}

/** A user of RCS whom nobody knows yet. */
function userOf({ platform }: Operated) {
  const phone = anyPhone();
  return { phone, handset: platform.rcsHandset({ phone, agent: AGENTS[0].agent }) };
}

/** Stops a command once it has told something, and once something else holds. */
async function stopped(
  child: ChildProcess,
  signal: "SIGINT" | "SIGKILL",
  until: () => void = () => undefined,
): Promise<HeliographRun> {
  if (child.stdout === null) throw new Error("Expected pipes");
  const [told, ended] = [once(child.stdout, "data"), endOf(child)];
  await told;
  await vi.waitFor(until, BACK);
  child.kill(signal);
  return ended;
}

function duplicates(system: Operated): number {
  return system.logs().split('"duplicate_ignored"').length - 1;
}

/** States and turns, once no turn is under way. */
async function settledHistory(system: Operated): Promise<readonly string[]> {
  return vi.waitFor(async () => {
    const rows = (await system.stored()).split("\n").filter((row) => row.startsWith("conversations"));
    expect(rows.join("\n")).not.toContain('"lease"');
    return rows.toSorted();
  }, BACK);
}
