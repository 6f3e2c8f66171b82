import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { AGENTS } from "../support/fixtures.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { endOf, runHeliograph, startHeliograph } from "../support/run-heliograph.ts";
import { shownLines } from "../support/scene.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { anyPhone, breakableBot } from "./operated.ts";
import { operatedEmbedded } from "./operated-embedded.ts";
import { redriveSuite } from "./redrive-suite.ts";

const WAIT = { timeout: 60_000, interval: 50 };
/** Each process takes a second to start: some steps are enough for every day, KILL_STRIDE=1 takes each of them. */
const STRIDE = Number(process.env.KILL_STRIDE ?? 4);
const MANY = 300;

describe("heliograph dead-letters redrive, while npm start runs,", { timeout: 180_000 }, () => {
  redriveSuite((bot) => operatedEmbedded(bot));
});

describe("heliograph dead-letters redrive", { timeout: 300_000 }, () => {
  it("loses nothing and lets nobody be answered twice, at whichever step it is killed", async () => {
    const phone = anyPhone();
    const dead = await deadLetter(phone);
    let kills = 0;
    for (let n = 1; ; n += STRIDE) {
      const file = join(anyFolder(), "local.sqlite");
      mkdirSync(join(file, ".."), { recursive: true });
      copyFileSync(dead, file);
      const isKilled = await killedAt(n, file);
      keptDatabase(file).letGo();
      await runHeliograph(["dead-letters", "redrive", "--all", "--data", file]);
      expect(await answersOf(phone, file)).toEqual(["bot: hello"]);
      if (!isKilled) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(Math.floor(8 / STRIDE));
  });

  it("stops at Ctrl-C between two letters, and the same command goes on", async () => {
    const { file, put, on } = keptDatabase();
    for (let n = 0; n < MANY; n += 1) {
      await put("event-dead", { bytes: Buffer.from(String(n)), attributes: { reason: "failed-too-often" } });
    }
    const args = ["dead-letters", "redrive", "--all", "--batch", "1", "--json", "--data", file];
    const running = startHeliograph(args);
    running.stdout?.once("data", () => running.kill("SIGINT"));
    const { exitCode, stderr } = await endOf(running);
    expect([exitCode, stderr]).toEqual([130, expect.stringMatching(/^Stopped after \d+\. Nothing is lost/)]);
    const sent = on("event").length;
    expect(sent + on("event-dead").length).toBe(MANY);
    expect(on("event-dead").length).toBeGreaterThan(0);
    expect((await runHeliograph(args)).exitCode).toBe(0);
    const bytes = on("event").map((one) => one.bytes.toString());
    expect([new Set(bytes).size, bytes.length, on("event-dead").length]).toEqual([MANY, MANY, 0]);
  });
});

/** A database with the dead letter of a user whom a broken bot did not answer, and that nobody has open. */
async function deadLetter(phone: string): Promise<string> {
  const file = join(anyFolder(), "dead.sqlite");
  const { bot, state } = breakableBot();
  state.isBroken = true;
  const system = await operatedEmbedded(bot, { file });
  await system.platform.rcsHandset({ phone, agent: AGENTS[0].agent }).says("hello");
  await vi.waitFor(() => expect(keptDatabase(file).on("message-dead")).toHaveLength(1), WAIT);
  await vi.waitFor(() => expect(keptDatabase(file).on("message")).toEqual([]), WAIT);
  await system[Symbol.asyncDispose]();
  return file;
}

/** Redrives in a process that ends itself at its n-th SQL statement. False when it needed fewer. */
async function killedAt(n: number, file: string): Promise<boolean> {
  const args = ["dead-letters", "redrive", "--all", "--data", file];
  const kill = ["--import", "./test/end-to-end/kill-at.ts"];
  const { exitCode } = await endOf(startHeliograph(args, { KILL_AT: String(n), KILL_ARMED: "yes" }, { node: kill }));
  return exitCode !== 0;
}

/** What a user is told once the mended bot runs over the database. */
async function answersOf(phone: string, file: string): Promise<readonly string[]> {
  await using system = await operatedEmbedded(breakableBot().bot, { file });
  const ada = system.platform.rcsHandset({ phone, agent: AGENTS[0].agent });
  await vi.waitFor(() => expect(keptDatabase(file).on("message")).toEqual([]), WAIT);
  return shownLines(ada);
}
