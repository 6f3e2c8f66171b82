/**
 * What Heliograph costs beside what one would write instead, and beside its goals: `npm run bench`. Everything runs on this machine,
 * and nothing leaves the loopback once the peers are installed. Each round runs all servers in an order of its own; a ratio is that of
 * two runs of one round.
 */
import { parseArgs } from "node:util";
import { findSdk, INSTALL_HINT, startEmulators } from "../../cli/emulators.ts";
import { describeMachine } from "./machine.ts";
import { measureCold } from "./measure-cold.ts";
import { measureLatency } from "./measure-latency.ts";
import { measurePipeline } from "./measure-pipeline.ts";
import { measureTurns } from "./measure-turns.ts";
import { measureWarm } from "./measure-warm.ts";
import { openSurroundings } from "./open-surroundings.ts";
import { type BenchRow, writeTable } from "./report.ts";
import { installPeers } from "./stage.ts";

/** How many turns the long conversation has, and what is sent before memory is looked at. */
const QUICK = { turns: 10_000, pushes: 1000, webhooks: 20_000 };
const FULL = { turns: 100_000, pushes: 5000, webhooks: 200_000 };
const FUNCTIONS = ["ingress", "messages", "receipts", "events", "outbound"] as const;

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    /** Only sections with this name, such as `cold`. */
    only: { type: "string" },
    rounds: { type: "string" },
  },
});
const note = (line: string) => process.stderr.write(`${line}\n`);

const sdk = await findSdk();
if (sdk === undefined)
  note(`Not measured, for Firestore's emulator is missing: all that needs history. ${INSTALL_HINT}`);
const emulators = sdk === undefined ? undefined : await startEmulators(sdk);
try {
  note("Building and installing");
  await installPeers();
  const rows = await openSurroundings(FUNCTIONS, emulators, async (around) => {
    const rounds = (usual: number, full: number) => Number(values.rounds ?? (values.full ? full : usual));
    const wanted = (section: string) => values.only === undefined || values.only === section;
    return [
      ...(wanted("cold") ? await measureCold(around, { rounds: rounds(9, 25), note }) : []),
      ...(wanted("warm") ? await measureWarm(around, { rounds: rounds(7, 15), note }) : []),
      ...(wanted("latency") ? await measureLatency(around, { rounds: rounds(5, 15), note }) : []),
      ...(wanted("pipeline") ? await measurePipeline(around, { rounds: rounds(5, 15), note }) : []),
      ...(wanted("turns")
        ? await measureTurns(around, { rounds: rounds(7, 15), note }, values.full ? FULL : QUICK)
        : []),
      ...FUNCTIONS.map((name) => zipRow(name, around.stage.zipBytesOf(name))),
    ];
  });
  const machine = describeMachine();
  process.stdout.write(values.json ? `${JSON.stringify({ machine, rows }, null, 2)}\n` : writeTable(machine, rows));
} finally {
  await emulators?.close();
}
process.exit();

function zipRow(name: string, bytes: number): BenchRow {
  return {
    what: `zip of ${name}`,
    unit: "kB",
    ours: bytes / 1000,
    ...(name === "ingress" ? {} : { goal: { most: 250 } }),
  };
}
