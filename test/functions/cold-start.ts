/**
 * How long a cold start takes, from starting a process to its first answer, as a table: `npm run cold-start`. Each number is
 * what this machine needs for the functions framework and one bundle; Cloud Run adds its own share before.
 */
import { readdirSync } from "node:fs";
import { runFunction } from "../support/bundles.ts";
import { environment } from "../support/emulated.ts";

const STARTS = 15;
/** Nobody listens there: a start asks nobody. */
const NOBODY = "127.0.0.1:9";

const names = readdirSync("dist").filter((file) => !file.includes("."));
process.stdout.write(`| function | median ms | slowest of ${STARTS} |\n|---|---|---|\n`);
for (const name of names) {
  const taken: number[] = [];
  while (taken.length < STARTS) taken.push(await timeStart(name));
  taken.sort((one, other) => one - other);
  process.stdout.write(`| ${name} | ${taken[(STARTS - 1) / 2]?.toFixed(0)} | ${taken.at(-1)?.toFixed(0)} |\n`);
}

async function timeStart(name: string): Promise<number> {
  const started = performance.now();
  const running = await runFunction(name, environment({ pubsub: NOBODY, firestore: NOBODY }, "p", `http://${NOBODY}`), {
    source: `dist/${name}`,
  });
  const taken = performance.now() - started;
  await running.kill();
  return taken;
}
