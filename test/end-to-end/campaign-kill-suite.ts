import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import type { Platform } from "../../simulator/platform.ts";
import { AGENTS } from "../support/fixtures.ts";
import { shownLines } from "../support/scene.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const AGENT = AGENTS[0].agent;
const FIRST_PHONE = 447_700_000_000;
const KILLS = 10;

/** A system that a test may kill and start again, and the command line over it. */
export interface KillableSystem {
  readonly platform: Platform;
  start(...args: readonly string[]): ChildProcess;
  /** Kills what runs beside the command and starts it again, where that can die. */
  readonly restart?: () => Promise<void>;
}

/** What a run told in the end. */
type Report = Readonly<Record<string, unknown>>;

/**
 * Sends a campaign, kills it ten times with SIGKILL, by turns the command and the system where that can die, and lets it come to its
 * end.
 * @returns What the last run told.
 */
export async function sendThroughKills(system: KillableSystem, count: number): Promise<Report> {
  const phones = Array.from({ length: count }, (_, index) => `+${FIRST_PHONE + index}`);
  const file = join(anyFolder(), "people.csv");
  await writeFile(file, ["phone,name", ...phones.map((phone, index) => `${phone},Person ${index}`), ""].join("\n"));
  const text = ["--text", "Hello {{name}}.", "--name", "spring", "--agent", AGENT];
  const args = ["campaign", file, ...text, "--day", "0-0", "--rate", "500", "--no-reach", "--yes", "--json"];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    // The last kill leaves something to do.
    const least = Math.floor((count * kill) / (KILLS + 2));
    const child = system.start(...args);
    const wasKilled = await killAfter(child, least, kill % 2 === 0 ? system.restart : undefined);
    expect(wasKilled).toBe(true);
  }
  const told = await tellAll(system.start(...args));
  const shown = phones.map((phone) => shownLines(system.platform.rcsHandset({ phone, agent: AGENT })));
  expect(shown).toEqual(phones.map((_, index) => [`Hello Person ${index}.`]));
  return told;
}

/** Kills when so many are published. @returns False when it came to its end before. */
async function killAfter(child: ChildProcess, least: number, restart: KillableSystem["restart"]): Promise<boolean> {
  const ended = once(child, "close");
  for await (const fact of factsFrom(child)) {
    if (fact.type !== "progress" || Number(fact.published) < least) continue;
    if (restart === undefined) child.kill("SIGKILL");
    else await restart();
    break;
  }
  await ended;
  return child.exitCode !== 0;
}

async function tellAll(child: ChildProcess): Promise<Report> {
  const ended = once(child, "close");
  const told = await Array.fromAsync(factsFrom(child));
  await ended;
  expect(child.exitCode).toBe(0);
  return told.at(-1) ?? {};
}

async function* factsFrom({ stdout, stderr }: ChildProcess): AsyncIterable<Report> {
  if (stdout === null || stderr === null) throw new Error("Expected pipes");
  stderr.resume();
  for await (const line of createInterface({ input: stdout })) yield JSON.parse(line);
}

/** Starts the embedded system in a process of its own, and again whenever it is killed. */
export async function startCampaignProcess(database: string, api: string) {
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ["test/end-to-end/campaign-process.ts"], {
      env: { ...process.env, DATABASE: database, API: api },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    return child;
  };
  let child = await start();
  const kill = async () => {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  return {
    async restart() {
      await kill();
      child = await start();
    },
    [Symbol.asyncDispose]: kill,
  };
}
