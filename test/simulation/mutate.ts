import { readFileSync } from "node:fs";
import { join } from "node:path";
import { copyTree } from "../support/tree.ts";

/** A line of ours that keeps a promise, what is put in its place, and the story that then breaks one. */
interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly seed: number;
  /** So many turns are enough to find it. */
  readonly turns: number;
}

const MUTATIONS: readonly Mutation[] = JSON.parse(readFileSync(new URL("mutations.json", import.meta.url), "utf8"));
/** All that a simulation is made of. */
const NEEDED = ["bot", "cli", "functions", "shared", "simulator", "test", "package.json"];

/** Removes the lines that keep promises, one at a time, in a copy of the sources: the simulation must find each. */
async function main(): Promise<number> {
  const missed: string[] = [];
  for (const mutation of MUTATIONS) {
    const { name } = mutation;
    const promise = await simulate(mutation);
    process.stdout.write(`${promise === undefined ? "NOT FOUND" : `found by promise ${promise}`}: ${name}\n`);
    if (promise === undefined) missed.push(name);
  }
  process.stdout.write(`${MUTATIONS.length - missed.length} of ${MUTATIONS.length} removed lines were found\n`);
  return missed.length === 0 ? 0 : 1;
}

/** @returns The promise that was broken first; `undefined` when every one was kept. */
async function simulate({ file, from, to, seed, turns }: Mutation): Promise<string | undefined> {
  await using tree = await copyTree(NEEDED);
  const source = readFileSync(join(tree.folder, file), "utf8");
  if (source.split(from).length !== 2)
    throw new Error(`Cannot change ${file}: expected this once, got it otherwise: ${from}`);
  await tree.write(
    file,
    source.replace(from, () => to),
  );
  const { output } = await tree.run(
    "test/simulation/simulate.ts",
    "--quick",
    "--seed",
    String(seed),
    "--turns",
    String(turns),
    "--jobs",
    "1",
  );
  return /^promise (\S+),/m.exec(output)?.[1];
}

process.exitCode = await main();
