import { closeSync, openSync, writeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { runStory } from "./run-story.ts";
import { shrinkStory } from "./shrink.ts";
import { drawStory } from "./story.ts";
import { type Part, type ToldPart, tellPart } from "./tell-part.ts";
import { tellParts } from "./tell-parts.ts";
import { timelineLine } from "./timeline.ts";

const HELP = `Simulates the whole system on virtual time, with outages, crashes and repeats, and checks its promises.

  npm run simulate -- [--seed N] [--turns N] [--jobs N] [--trace FILE] [--quick]

  --seed    what everything is drawn from (1); the same seed gives the same run, to the last event
  --turns   how many turns are told (10000); a hundred thousand are a year
  --jobs    how many parts are told at the same time (one a core); the parts are the same with any number
  --trace   writes every observation as a JSON line, and tells one part after the other
  --quick   does not shorten a story that breaks a promise
  --help    this text

Long runs are told in parts of 1000 turns, each in a world and with a seed of its own. The first part that breaks a promise is
shortened and printed with the command that tells it again; the exit code is then 1.
`;

/** So many turns share a world: its memory stays small, and a part can be told again alone. */
const PART_TURNS = 1000;
const SHRINK_MS = 120_000;
const PRINT_EVERY_MS = 2000;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    turns: { type: "string", default: "10000" },
    jobs: { type: "string", default: String(availableParallelism()) },
    trace: { type: "string" },
    quick: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

interface Totals {
  turns: number;
  hours: number;
  answered: number;
  sms: number;
  readonly faults: Map<string, number>;
}

if (values.help) process.stdout.write(HELP);
else process.exitCode = await simulate(whole("seed"), whole("turns"));

function whole(name: "seed" | "turns" | "jobs"): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`Cannot simulate: expected --${name} to be a whole number, got ${values[name]}\n`);
  return process.exit(2);
}

async function simulate(seed: number, turns: number): Promise<number> {
  const totals: Totals = { turns: 0, hours: 0, answered: 0, sms: 0, faults: new Map() };
  const begun = performance.now();
  let printed = begun;
  let broken: ToldPart | undefined;
  let isStopped = false;
  process.once("SIGINT", () => {
    isStopped = true;
  });
  await tellAll(partsOf(seed, turns), (told) => {
    add(totals, told);
    if (told.violations.length > 0) broken ??= told;
    if (performance.now() - printed > PRINT_EVERY_MS) {
      printed = performance.now();
      process.stdout.write(`${summary(totals, printed - begun)}\n`);
    }
    return broken === undefined && !isStopped;
  });
  if (broken !== undefined) return tellBroken(broken);
  process.stdout.write(`${summary(totals, performance.now() - begun)}; every promise was kept\n`);
  process.stdout.write(`faults: ${[...totals.faults].map(([name, count]) => `${name} ${count}`).join(", ")}\n`);
  return 0;
}

function partsOf(seed: number, turns: number): readonly Part[] {
  return Array.from({ length: Math.ceil(turns / PART_TURNS) }, (_, n) => ({
    seed: seed + n,
    turns: Math.min(PART_TURNS, turns - n * PART_TURNS),
  }));
}

/** Tells the parts until `onTold` says that it is enough. */
async function tellAll(parts: readonly Part[], onTold: (told: ToldPart) => boolean): Promise<void> {
  if (values.trace === undefined) return tellParts(parts, whole("jobs"), onTold);
  const trace = openTrace(values.trace);
  for (const part of parts) if (!onTold(await tellPart(part, trace.write))) break;
  trace.close();
}

function openTrace(file: string) {
  const descriptor = openSync(file, "w");
  return { write: (line: string) => void writeSync(descriptor, `${line}\n`), close: () => closeSync(descriptor) };
}

function add(totals: Totals, { turns, counts, simulatedHours }: ToldPart): void {
  totals.turns += turns;
  totals.hours += simulatedHours;
  totals.answered += counts.lines;
  totals.sms += counts.sms;
  for (const [name, count] of Object.entries(counts.faults))
    totals.faults.set(name, (totals.faults.get(name) ?? 0) + count);
}

function summary({ turns, hours, answered, sms }: Totals, ms: number): string {
  const rate = Math.round((turns / ms) * 1000);
  return `${turns} turns, ${rate} a second; ${Math.round(hours / 24)} days simulated; ${answered} lines shown, ${sms} by SMS`;
}

async function tellBroken({ seed, turns, violations }: ToldPart): Promise<number> {
  const [first] = violations;
  for (const { promise, at, text } of violations.slice(0, 10))
    process.stdout.write(`promise ${promise}, ${new Date(at).toISOString()}: ${text}\n`);
  process.stdout.write(`\nTell it again: npm run simulate -- --seed ${seed} --turns ${turns} --trace trace.jsonl\n`);
  if (values.quick || first === undefined) return 1;
  const until = performance.now() + SHRINK_MS;
  process.stdout.write(`Shortening it, for ${SHRINK_MS / 1000} s at most\n`);
  const shortest = await shrinkStory(drawStory({ seed, turns }), {
    promise: first.promise,
    isOver: () => performance.now() > until,
    onShorter: (acts) => process.stdout.write(`  ${acts} acts\n`),
  });
  process.stdout.write("\n");
  await runStory(shortest, (line) => {
    const told = timelineLine(JSON.parse(line));
    if (told !== undefined) process.stdout.write(`${told}\n`);
  });
  return 1;
}
