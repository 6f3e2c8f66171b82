/**
 * Fails when ingress has become slower than it was: `npm run bench:gate`. It measures ratios, never times, and says so only of what it
 * has found twice. `--record` writes down what is measured now, as what is compared from then on.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Surroundings } from "./commands.ts";
import { describeMachine } from "./machine.ts";
import { measureCold } from "./measure-cold.ts";
import { measureWarm } from "./measure-warm.ts";
import { openSurroundings } from "./open-surroundings.ts";
import { type RecordedRatio, recordRatios, slowerThan } from "./recorded-ratio.ts";
import { type BenchRow, writeTable } from "./report.ts";

const RECORD = new URL("recorded.json", import.meta.url);
const ROUNDS = 15;
/** No server but the framework's own. */
const NO_OTHERS = [] as const;

const { values } = parseArgs({ options: { record: { type: "boolean", default: false } } });
const note = (line: string) => process.stderr.write(`${line}\n`);

const isFast = await openSurroundings(["ingress"], undefined, values.record ? record : gate);
process.exit(isFast ? 0 : 1);

/** @returns False when the same is slower both times, or could not be measured both times. */
async function gate(around: Surroundings): Promise<boolean> {
  const recorded = JSON.parse(readFileSync(RECORD, "utf8")) as readonly RecordedRatio[];
  const first = await judge(around, recorded);
  if (first.size === 0) return true;
  const second = await judge(around, recorded);
  const twice = [...second].filter(([what]) => first.has(what));
  for (const [what, line] of twice) process.stdout.write(`Twice: ${what}: ${line}\n`);
  return twice.length === 0;
}

/**
 * Why, by what is slower. A machine that stands still for a second has ingress publish twice, or give up: that is told in its place.
 */
async function judge(around: Surroundings, recorded: readonly RecordedRatio[]): Promise<ReadonlyMap<string, string>> {
  try {
    return slowerThan(recorded, await measure(around));
  } catch (error) {
    return new Map([["nothing was measured", String(error)]]);
  }
}

async function record(around: Surroundings): Promise<true> {
  writeFileSync(RECORD, `${JSON.stringify(recordRatios(await measure(around)), null, 2)}\n`);
  return true;
}

async function measure(around: Surroundings): Promise<readonly BenchRow[]> {
  const rows = [
    ...(await measureCold(around, { rounds: ROUNDS, note })),
    ...(await measureWarm(around, { rounds: ROUNDS, note }, NO_OTHERS)),
  ];
  process.stdout.write(writeTable(describeMachine(), rows));
  return rows;
}
