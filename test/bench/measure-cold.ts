import { anyHello, type ColdStart, type FirstRequest, firstPush, firstWebhook, startCold } from "./cold-start.ts";
import {
  frameworkFunction,
  type GooglePath,
  officialClient,
  ourFunction,
  peerServer,
  type Surroundings,
} from "./commands.ts";
import { PUSHES } from "./facts.ts";
import { sendAll } from "./load.ts";
import { type BenchRow, rowBeside } from "./report.ts";
import { requestBytes } from "./request-bytes.ts";
import { type Rounds, runRounds } from "./rounds.ts";
import { type ServerCommand, startWarm } from "./server-process.ts";

interface Variant {
  readonly name: string;
  readonly command: ServerCommand;
  readonly first: () => FirstRequest;
}

const HELLO = "hello";
const BARE = "bare node:http";
const OFFICIAL = "framework + official client";
const SUBSCRIBERS = ["receipts", "events", "outbound"] as const;
const PATHS: readonly GooglePath[] = ["emulators", "production"];

/** They make some 4,000 calls to Firestore. */
const TURNS_BEFORE = 1000;

/** What is asked of a cold start: which server, until what, and how many times as long as the framework's hello it may take. */
const GOALS: readonly (readonly [name: string, mark: string, goals: Readonly<Record<GooglePath, number>>])[] = [
  ["ingress", "answered", { emulators: 1.1, production: 1.25 }],
  ["messages", "typing", { emulators: 1.2, production: 1.35 }],
  ["messages", "answer", { emulators: 1.45, production: 1.55 }],
  ["receipts", "answered", { emulators: 1.4, production: 1.5 }],
  ["events", "answered", { emulators: 1.4, production: 1.5 }],
  ["outbound", "answered", { emulators: 1.6, production: 1.7 }],
];

/** Cold starts, from the process to what a user waits for. */
export async function measureCold(around: Surroundings, { rounds, note }: Rounds): Promise<readonly BenchRow[]> {
  await warmFirestore(around);
  const variants = variantsOf(around);
  const runs = await runRounds(variants, { rounds, note: (round) => note(`cold ${round}`) }, (one) =>
    startCold(one.command, one.first(), around.google),
  );
  const peers = [BARE, OFFICIAL]
    .filter((name) => runs.has(name))
    .map((name) => rowOf(runs, { name, mark: "answered" }));
  const ours = GOALS.flatMap(([name, mark, goals]) =>
    PATHS.map((path) => ({ name: `${name}, ${path}`, mark, goal: { most: goals[path] } })),
  );
  const known = ours.filter(({ name }) => runs.has(name));
  return [
    ...peers,
    ...known.map((one) => rowOf(runs, one)),
    ...known
      .map(({ name }) => name)
      .filter(isFirst)
      .map((name) => cpuRow(runs, name)),
  ];
}

/** Google's servers are not new, whatever has just started here: the emulator's machine compiles what is often run. */
async function warmFirestore(around: Surroundings): Promise<void> {
  if (around.firestore === undefined) return;
  const server = await startWarm(ourFunction("messages", "emulators", around));
  const pushes = Array.from({ length: TURNS_BEFORE }, () => requestBytes("/", PUSHES.messages(), {}));
  await sendAll(server.port, pushes, 4).finally(() => server.kill());
}

function isFirst(name: string, index: number, names: readonly string[]): boolean {
  return names.indexOf(name) === index;
}

function variantsOf(around: Surroundings): readonly Variant[] {
  const hello = { name: HELLO, command: frameworkFunction("hello", false, around), first: anyHello };
  const bare = { name: BARE, command: peerServer("bare", false, around), first: anyHello };
  return [hello, bare, ...official(around), ...PATHS.flatMap((path) => ours(path, around))];
}

function official({ pubsub, ...around }: Surroundings): readonly Variant[] {
  if (pubsub === undefined) return [];
  const command = officialClient(pubsub.host, { pubsub, ...around });
  return [{ name: OFFICIAL, command, first: () => firstWebhook("/", pubsub) }];
}

function ours(path: GooglePath, around: Surroundings): readonly Variant[] {
  const command = (name: string) => ourFunction(name, path, around);
  const ingress = { name: `ingress, ${path}`, command: command("ingress"), first: () => firstWebhook("/rcs") };
  if (around.firestore === undefined) return [ingress];
  const subscribers = (["messages", ...SUBSCRIBERS] as const).map((name) => ({
    name: `${name}, ${path}`,
    command: command(name),
    first: () => firstPush(name),
  }));
  return [ingress, ...subscribers];
}

type Runs = ReadonlyMap<string, readonly ColdStart[]>;

function rowOf(
  runs: Runs,
  of: { readonly name: string; readonly mark: string; readonly goal?: BenchRow["goal"] },
): BenchRow {
  const times = (name: string, mark: string) => (runs.get(name) ?? []).map(({ ms }) => ms[mark] ?? Number.NaN);
  const [own, hello] = [times(of.name, of.mark), times(HELLO, "answered")];
  const row = rowBeside({ what: `cold ${of.name} → ${of.mark}`, unit: "ms" }, own, [HELLO, hello]);
  return { ...row, ...(of.goal && { goal: of.goal }) };
}

function cpuRow(runs: Runs, name: string): BenchRow {
  const cpu = (one: string) => (runs.get(one) ?? []).map(({ cpuMs }) => cpuMs);
  return rowBeside({ what: `cold ${name}, CPU`, unit: "ms" }, cpu(name), [HELLO, cpu(HELLO)]);
}
