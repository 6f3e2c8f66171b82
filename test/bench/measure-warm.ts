import { frameworkFunction, ourFunction, peerServer, type Surroundings } from "./commands.ts";
import { PUSHES } from "./facts.ts";
import type { GoogleCall } from "./google-stand-in.ts";
import { sendAll } from "./load.ts";
import { estimate } from "./paired-ratio.ts";
import { type BenchRow, rowBeside } from "./report.ts";
import { requestBytes } from "./request-bytes.ts";
import { type Rounds, runRounds } from "./rounds.ts";
import { type ServerCommand, type ServerProcess, startWarm } from "./server-process.ts";
import { SIGNED_BY, type SignedRequest } from "./webhooks.ts";

interface Variant {
  readonly name: string;
  readonly command: ServerCommand;
  /** Requests of one round, and what must have come of them. */
  readonly batch: () => Batch;
}

interface Batch {
  readonly requests: readonly Buffer[];
  readonly connections: number;
  /** @throws Error unless exactly what was acknowledged was done. */
  readonly check: (calls: readonly GoogleCall[]) => void;
}

interface WarmRun {
  readonly cpuUs: number;
  readonly perSecond: number;
}

const OURS = "ingress";
const TURN = "messages";
const REQUESTS = 3000;
const TURNS = 300;
/** The JIT has seen enough requests then, and enough turns, of which there are fewer. */
const WARM_UP = 2;
const TURNS_WARM_UP = 8;

type Signer = keyof typeof SIGNED_BY;
type Peers = readonly (readonly [name: string, signer: Signer])[];

/** Servers that are written with other libraries, and whose signature they verify. */
const PEERS: Peers = [
  ["bare", "rcs"],
  ["bolt", "slack"],
  ["express", "rcs"],
  ["standardwebhooks", "standard"],
  ["octokit", "github"],
  ["grammy", "telegram"],
  ["hono", "rcs"],
];

/** Requests to servers that are warm: CPU for each, and how many a core takes. */
export async function measureWarm(
  around: Surroundings,
  { rounds, note }: Rounds,
  others: Peers = PEERS,
): Promise<readonly BenchRow[]> {
  const variants = variantsOf(around, others);
  const running = new Map<string, ServerProcess>();
  try {
    for (const { name, command } of variants) running.set(name, await startWarm(command));
    const run = (variant: Variant) => runBatch(variant, running.get(variant.name), around);
    for (const variant of variants) {
      for (let times = variant.name === TURN ? TURNS_WARM_UP : WARM_UP; times > 0; times -= 1) await run(variant);
    }
    return rowsOf(await runRounds(variants, { rounds, note: (round) => note(`warm ${round}`) }, run), others);
  } finally {
    for (const server of running.values()) await server.kill();
  }
}

async function runBatch(
  { name, batch }: Variant,
  server: ServerProcess | undefined,
  { google }: Surroundings,
): Promise<WarmRun> {
  if (server === undefined) throw new Error(`${name} does not run`);
  const { requests, connections, check } = batch();
  google.take();
  const [cpu, begun] = [server.cpuMs(), performance.now()];
  await sendAll(server.port, requests, connections).catch((cause: unknown) => {
    throw new Error(`${name} failed: ${server.output().slice(-2000)}`, { cause });
  });
  const taken = performance.now() - begun;
  const cpuUs = ((server.cpuMs() - cpu) * 1000) / requests.length;
  check(google.take());
  return { cpuUs, perSecond: (requests.length / taken) * 1000 };
}

function variantsOf(around: Surroundings, others: Peers): readonly Variant[] {
  const framework = (publishes: boolean) => ({
    name: withPublish("framework + HMAC", publishes),
    command: frameworkFunction("hmac", publishes, around),
    batch: () => webhooks("rcs", "/", publishes),
  });
  const peers = (publishes: boolean) =>
    others.map(([name, signer]) => ({
      name: withPublish(name, publishes),
      command: peerServer(name, publishes, around),
      batch: () => webhooks(signer, "/", publishes),
    }));
  const ours = {
    name: OURS,
    command: ourFunction("ingress", "emulators", around),
    batch: () => webhooks("rcs", "/rcs", true),
  };
  const turn = { name: TURN, command: ourFunction("messages", "emulators", around), batch: turns };
  const turnsToo = around.firestore === undefined ? [] : [turn];
  return [ours, framework(false), framework(true), ...peers(false), ...peers(true), ...turnsToo];
}

function withPublish(name: string, publishes: boolean): string {
  return publishes ? `${name} + publish` : name;
}

function webhooks(signer: Signer, path: string, publishes: boolean): Batch {
  const sent = Array.from({ length: REQUESTS }, (): SignedRequest => SIGNED_BY[signer](path));
  return {
    requests: sent.map(({ bytes }) => bytes),
    connections: 16,
    check(calls) {
      const published = calls.map(({ what }) => what).toSorted();
      const wanted = publishes ? sent.map((one) => one.published).toSorted() : [];
      if (published.join() !== wanted.join())
        throw new Error("Expected each acknowledged webhook to be published once");
    },
  };
}

function turns(): Batch {
  return {
    requests: Array.from({ length: TURNS }, () => requestBytes("/", PUSHES.messages(), {})),
    connections: 4,
    check(calls) {
      const answers = new Set(calls.filter(({ call }) => call === "answer").map(({ what }) => what));
      if (answers.size !== TURNS) throw new Error(`Expected ${TURNS} answers, got ${answers.size}`);
    },
  };
}

function rowsOf(runs: ReadonlyMap<string, readonly WarmRun[]>, others: Peers): readonly BenchRow[] {
  const cpu = (name: string) => (runs.get(name) ?? []).map(({ cpuUs }) => cpuUs);
  const rate = (name: string) => (runs.get(name) ?? []).map(({ perSecond }) => perSecond);
  const beside = (whom: string, most?: number): BenchRow => ({
    ...rowBeside({ what: "warm ingress, CPU a request", unit: "µs" }, cpu(OURS), [whom, cpu(whom)]),
    ...(most === undefined ? {} : { goal: { most } }),
  });
  const names = others.flatMap(([name]) => [name, withPublish(name, true)]);
  const publishing = names.filter((name) => name.endsWith("+ publish"));
  const throughput = ["framework + HMAC + publish", ...publishing].map((whom) =>
    rowBeside({ what: "warm ingress, requests a second", unit: "/s" }, rate(OURS), [whom, rate(whom)]),
  );
  const turn = { what: "a turn, CPU", unit: "ms", ours: estimate(cpu(TURN)).median / 1000, goal: { most: 1.8 } };
  return [
    beside("framework + HMAC", 1.3),
    beside("framework + HMAC + publish", 0.65),
    ...names.map((name) => beside(name)),
    ...throughput,
    ...(runs.has(TURN) ? [turn] : []),
  ];
}
