import { frameworkFunction, ourFunction, type Surroundings } from "./commands.ts";
import { sendAtRate } from "./open-loop.ts";
import { type BenchRow, rowBeside } from "./report.ts";
import { type Rounds, runRounds } from "./rounds.ts";
import { type ServerCommand, startWarm } from "./server-process.ts";
import { SIGNED_BY } from "./webhooks.ts";

const OURS = "ingress";
const FRAMEWORK = "framework + HMAC + publish";
const RATES = [250, 1000] as const;
const SECONDS = 2;

interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** How long a webhook waits for its answer while so many come a second, from when each was due. */
export async function measureLatency(around: Surroundings, { rounds, note }: Rounds): Promise<readonly BenchRow[]> {
  const ours = { name: OURS, path: "/rcs", command: ourFunction("ingress", "emulators", around) };
  const framework = { name: FRAMEWORK, path: "/", command: frameworkFunction("hmac", true, around) };
  const rows: BenchRow[] = [];
  for (const rate of RATES) {
    const noteRound = (round: string) => note(`latency at ${rate} a second, ${round}`);
    const runs = await runRounds([ours, framework], { rounds, note: noteRound }, (one) => latencyOf(one, rate));
    rows.push(rowOf(runs, rate, "p50"), { ...rowOf(runs, rate, "p99"), ...(rate === 1000 && { goal: { most: 1 } }) });
  }
  return rows;
}

async function latencyOf(
  { path, command }: { readonly path: string; readonly command: ServerCommand },
  rate: number,
): Promise<Latency> {
  const server = await startWarm(command);
  try {
    const requests = (count: number) => Array.from({ length: count }, () => SIGNED_BY.rcs(path).bytes);
    await sendAtRate(server.port, requests(rate), rate);
    const took = (await sendAtRate(server.port, requests(rate * SECONDS), rate)).toSorted((a, b) => a - b);
    const at = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN;
    return { p50: at(0.5), p99: at(0.99) };
  } finally {
    await server.kill();
  }
}

function rowOf(runs: ReadonlyMap<string, readonly Latency[]>, rate: number, which: keyof Latency): BenchRow {
  const of = (name: string) => (runs.get(name) ?? []).map((one) => one[which]);
  const what = `ingress at ${rate} a second, ${which}`;
  return rowBeside({ what, unit: "ms" }, of(OURS), [FRAMEWORK, of(FRAMEWORK)]);
}
