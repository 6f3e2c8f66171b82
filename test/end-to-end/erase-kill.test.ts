import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { AGENTS } from "../support/fixtures.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { endOf, runHeliograph, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { userAddressOf } from "../support/user-address.ts";
import { anyPhone, breakableBot, WAIT } from "./operated.ts";
import { operatedEmbedded } from "./operated-embedded.ts";

/** Each process takes a second to start: some steps are enough for every day, KILL_STRIDE=1 takes each of them. */
const STRIDE = Number(process.env.KILL_STRIDE ?? 6);
const SECRET = "kanarienvogel";

it("heliograph erase, killed at whichever step and run again, leaves no byte of a person", async () => {
  const phone = anyPhone();
  const { conversation } = userAddressOf("rcs", phone);
  const known = await knownPerson(phone);
  expect(bytesOf(known)).toContain(SECRET);
  let kills = 0;
  for (let n = 1; ; n += STRIDE) {
    const file = join(anyFolder(), "local.sqlite");
    mkdirSync(join(file, ".."), { recursive: true });
    copyFileSync(known, file);
    const isKilled = await killedAt(n, conversation, file);
    expect(await runHeliograph(["erase", conversation, "--data", file])).toMatchObject({ exitCode: 0, stderr: "" });
    const bytes = bytesOf(file);
    expect([bytes.includes(SECRET), bytes.includes(phone.slice(1))]).toEqual([false, false]);
    if (!isKilled) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThan(Math.floor(12 / STRIDE));
}, 300_000);

/** A database with somebody who was answered, whom a broken bot did not answer later, and that nobody has open. */
async function knownPerson(phone: string): Promise<string> {
  const file = join(anyFolder(), "known.sqlite");
  const { bot, state } = breakableBot();
  await using system = await operatedEmbedded(bot, { file });
  const ada = system.platform.rcsHandset({ phone, agent: AGENTS[0].agent });
  await ada.says(`${SECRET} one`);
  await ada.sees(1);
  state.isBroken = true;
  await ada.says(`${SECRET} two`);
  await vi.waitFor(() => expect(keptDatabase(file).on("message-dead")).toHaveLength(1), WAIT);
  await vi.waitFor(() => expect(keptDatabase(file).on("message")).toEqual([]), WAIT);
  return file;
}

/** Erases in a process that ends itself at its n-th SQL statement. False when it needed fewer. */
async function killedAt(n: number, conversation: string, file: string): Promise<boolean> {
  const kill = ["--import", "./test/end-to-end/kill-at.ts"];
  const env = { KILL_AT: String(n), KILL_ARMED: "yes" };
  const { exitCode } = await endOf(startHeliograph(["erase", conversation, "--data", file], env, { node: kill }));
  return exitCode !== 0;
}

/** All that is on the disk of a database, also in free pages and in the journal. */
function bytesOf(file: string): string {
  const files = [file, `${file}-wal`].filter((name) => existsSync(name));
  return files.map((name) => readFileSync(name).toString("latin1")).join("\n");
}
