import { ourFunction, type Surroundings } from "./commands.ts";
import { anyPhone, anyQuestion, PUSHES } from "./facts.ts";
import { growHistory } from "./grow-history.ts";
import { sendAll } from "./load.ts";
import { estimate } from "./paired-ratio.ts";
import { type BenchRow, rowBeside } from "./report.ts";
import { requestBytes } from "./request-bytes.ts";
import { type Rounds, runRounds } from "./rounds.ts";
import { type ServerProcess, startWarm } from "./server-process.ts";
import { SIGNED_BY } from "./webhooks.ts";

/** How much is done before anything is looked at. */
interface Amounts {
  /** Of the long conversation. */
  readonly turns: number;
  /** To `messages`, before its memory is read. */
  readonly pushes: number;
  /** To ingress, before its memory is read. */
  readonly webhooks: number;
}

const BLOCK = 50;
const WARM_UP = 300;
const REPLAYED = 500;
const REPLAY = "turns replayed, 50 at once";
const OLD = "the same conversation at its begin";

/** What a turn costs late in a long conversation, what receipts cost alone and many at once, and what memory it all takes. */
export async function measureTurns(
  around: Surroundings,
  rounds: Rounds,
  { turns, pushes, webhooks }: Amounts,
): Promise<readonly BenchRow[]> {
  const ingress = await peakOf("ingress", around, {
    requests: Array.from({ length: webhooks }, () => SIGNED_BY.rcs("/rcs").bytes),
    atOnce: 80,
  });
  const memory = [{ what: `memory of ingress, 80 at once, ${webhooks} webhooks`, unit: "MB", ours: ingress }];
  if (around.firestore === undefined) return memory;
  const messages = await peakOf("messages", around, { requests: pushesTo("messages", pushes), atOnce: 50 });
  const what = `memory of messages, 50 at once, ${pushes} turns`;
  return [
    ...memory,
    { what, unit: "MB", ours: messages, goal: { most: 140 } },
    await growth(around, rounds, { turns, firestore: around.firestore }),
    await replayRate(around, rounds),
    ...(await receipts(around, rounds)),
  ];
}

async function peakOf(
  name: string,
  around: Surroundings,
  { requests, atOnce }: { readonly requests: readonly Buffer[]; readonly atOnce: number },
): Promise<number> {
  return withServer(name, around, async (server) => {
    await sendAll(server.port, requests, atOnce);
    return server.peakMb();
  });
}

/** Blocks of turns, one after the other, in a conversation that is long and in one that begins. */
async function growth(
  around: Surroundings,
  { rounds, note }: Rounds,
  { turns, firestore }: { readonly turns: number; readonly firestore: string },
): Promise<BenchRow> {
  return withServer("messages", around, async (server) => {
    await sendAll(server.port, pushesTo("messages", WARM_UP), 4);
    const long = anyPhone();
    await sendAll(server.port, pushesTo("messages", 1, long), 1);
    await growHistory(firestore, long, turns);
    const name = `turn ${turns} of a conversation, CPU`;
    const variants = [
      { name, phone: () => long },
      { name: OLD, phone: anyPhone },
    ];
    const noteRound = (round: string) => note(`growth, ${round}`);
    const runs = await runRounds(variants, { rounds, note: noteRound }, ({ phone }) =>
      cpuOf(server, pushesTo("messages", BLOCK, phone()), 1),
    );
    return { ...beside(runs, name, OLD), goal: { most: 1.05 } };
  });
}

/** How many turns a core replays, which history has already. @throws Error when anything of them is said again. */
async function replayRate(around: Surroundings, { rounds, note }: Rounds): Promise<BenchRow> {
  return withServer("messages", around, async (server) => {
    const questions = Array.from({ length: REPLAYED }, anyQuestion);
    const send = (bodies: readonly Buffer[]) => {
      const requests = bodies.map((body) => requestBytes("/", body, {}));
      return sendAll(server.port, requests, BLOCK);
    };
    await send(questions.map(({ first }) => first));
    around.google.take();
    const noteRound = (round: string) => note(`replay, ${round}`);
    const runs = await runRounds([{ name: REPLAY }], { rounds, note: noteRound }, async () => {
      const begun = performance.now();
      await send(questions.map(({ again }) => again));
      return (REPLAYED / (performance.now() - begun)) * 1000;
    });
    const said = around.google.take().length;
    if (said > 0) throw new Error(`A replay made ${said} calls`);
    return { what: REPLAY, unit: "/s", ours: estimate(runs.get(REPLAY) ?? []).median };
  });
}

/** A receipt, alone and with many others at once. */
async function receipts(around: Surroundings, { rounds, note }: Rounds): Promise<readonly BenchRow[]> {
  return withServer("receipts", around, async (server) => {
    await sendAll(server.port, pushesTo("receipts", WARM_UP), 4);
    const variants = [1, 10, 100, 1000].map((count) => ({ name: receiptName(count), count }));
    const noteRound = (round: string) => note(`receipts, ${round}`);
    const runs = await runRounds(variants, { rounds, note: noteRound }, ({ count }) =>
      cpuOf(server, pushesTo("receipts", count), Math.min(count, 80)),
    );
    return variants.map(({ name }) => ({ what: name, unit: "ms", ours: estimate(runs.get(name) ?? []).median }));
  });
}

function receiptName(count: number): string {
  return `a receipt of ${count} that come at once, CPU`;
}

function pushesTo(name: "messages" | "receipts", count: number, phone?: string): readonly Buffer[] {
  return Array.from({ length: count }, () => requestBytes("/", PUSHES[name](phone), {}));
}

/** Milliseconds for each. */
async function cpuOf(server: ServerProcess, requests: readonly Buffer[], connections: number): Promise<number> {
  const before = server.cpuMs();
  await sendAll(server.port, requests, connections);
  return (server.cpuMs() - before) / requests.length;
}

function beside(runs: ReadonlyMap<string, readonly number[]>, name: string, whom: string): BenchRow {
  const of = (one: string) => runs.get(one) ?? [];
  return rowBeside({ what: name, unit: "ms" }, of(name), [whom, of(whom)]);
}

async function withServer<T>(
  name: string,
  around: Surroundings,
  run: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const server = await startWarm(ourFunction(name, "emulators", around));
  try {
    return await run(server);
  } finally {
    await server.kill();
  }
}
