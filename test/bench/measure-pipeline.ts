import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ourFunction, type Surroundings } from "./commands.ts";
import { anyPhone, anyWebhook } from "./facts.ts";
import type { GoogleCall, GoogleStandIn } from "./google-stand-in.ts";
import { sendAll } from "./load.ts";
import { estimate, pairedRatio } from "./paired-ratio.ts";
import type { PubsubEmulator } from "./pubsub-emulator.ts";
import type { BenchRow } from "./report.ts";
import { requestBytes } from "./request-bytes.ts";
import { type Rounds, runRounds } from "./rounds.ts";
import { startWarm } from "./server-process.ts";

/** The way of messages over Google's Pub/Sub emulator. */
interface Pipeline {
  /** Sends webhooks, one when the last one was answered, and waits for what comes of them. @returns Milliseconds, one by one. */
  waitsFor(call: "typing" | "answer"): Promise<readonly number[]>;
  /** The same for bare publishes that are pushed to a server which does nothing. */
  waitsForPush(): Promise<readonly number[]>;
  /** Sends a webhook from each of these phones at once. @returns Milliseconds until the last answer, for each. */
  burst(phones: readonly string[]): Promise<number>;
}

const ONE_BY_ONE = 20;
const BURST = 50;
const PATIENCE_MS = 60_000;
const PUSH = "publish → push";

/** How long a user waits on a warm system, and what many questions at once do to each. */
export async function measurePipeline(around: Surroundings, { rounds, note }: Rounds): Promise<readonly BenchRow[]> {
  const { pubsub } = around;
  if (pubsub === undefined) return [];
  return withPipeline({ ...around, pubsub }, async (pipeline) => {
    const noteRound = (round: string) => note(`pipeline, ${round}`);
    const median = async (times: Promise<readonly number[]>) => estimate(await times).median;
    const waits = await runRounds(
      [
        { name: "typing", run: () => median(pipeline.waitsFor("typing")) },
        { name: "answer", run: () => median(pipeline.waitsFor("answer")) },
        { name: PUSH, run: () => median(pipeline.waitsForPush()) },
        { name: "one", run: () => pipeline.burst(Array(BURST).fill(anyPhone())) },
        { name: "many", run: () => pipeline.burst(Array.from({ length: BURST }, anyPhone)) },
      ],
      { rounds, note: noteRound },
      ({ run }) => run(),
    );
    return rowsOf((name) => waits.get(name) ?? []);
  });
}

function rowsOf(of: (name: string) => readonly number[]): readonly BenchRow[] {
  const beside = (what: string, own: string, [whom, other]: readonly [string, string]): BenchRow => ({
    what,
    unit: "ms",
    ours: estimate(of(own)).median,
    against: { whom, theirs: estimate(of(other)).median, ratio: pairedRatio(of(own), of(other)) },
  });
  return [
    { ...beside("webhook → typing", "typing", [PUSH, PUSH]), goal: { most: 1.1 } },
    beside("webhook → answer", "answer", [PUSH, PUSH]),
    beside(`each of ${BURST} questions at once, one conversation`, "one", ["as many conversations", "many"]),
  ];
}

async function withPipeline<T>(
  around: Surroundings & { readonly pubsub: PubsubEmulator },
  run: (pipeline: Pipeline) => Promise<T>,
): Promise<T> {
  const { google, pubsub } = around;
  const command = ourFunction("ingress", "emulators", around);
  const ingress = await startWarm({ ...command, env: { ...command.env, PUBSUB_EMULATOR_HOST: pubsub.host } });
  const messages = await startWarm(ourFunction("messages", "emulators", around));
  const bare = await startReceiver();
  try {
    await pubsub.pushFrom("heliograph-message", messages.port);
    await pubsub.pushFrom("bare", bare.port);
    const post = (phones: readonly string[]) =>
      sendAll(
        ingress.port,
        phones.map((phone) => webhookFrom(phone)),
        phones.length,
      );
    return await run({
      waitsFor: (call) => oneByOne(() => timeOf(google, call, () => post([anyPhone()]))),
      waitsForPush: () => oneByOne(() => bare.timeOf(() => pubsub.publish("bare", "bench"))),
      async burst(phones) {
        const begun = performance.now();
        await post(phones);
        const answers = await callsOf(google, "answer", phones.length);
        return (Math.max(...answers.map(({ at }) => at)) - begun) / phones.length;
      },
    });
  } finally {
    for (const server of [ingress, messages, bare]) await server.kill();
  }
}

function webhookFrom(phone: string): Buffer {
  const { body, signature } = anyWebhook(phone);
  return requestBytes("/rcs", body, { "x-goog-signature": signature });
}

async function oneByOne(run: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = 0; count < ONE_BY_ONE; count += 1) times.push(await run());
  return times;
}

/** The answer is waited for in any case: the next one begins on a quiet system. */
async function timeOf(google: GoogleStandIn, call: GoogleCall["call"], send: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await send();
  const calls = await callsOf(google, "answer", 1);
  return (calls.find((one) => one.call === call)?.at ?? Number.NaN) - begun;
}

/** All calls since those before were taken. @throws Error unless exactly so many of this kind come. */
async function callsOf(google: GoogleStandIn, call: GoogleCall["call"], count: number): Promise<readonly GoogleCall[]> {
  const calls: GoogleCall[] = [];
  const until = performance.now() + PATIENCE_MS;
  const isThere = () => new Set(calls.filter((one) => one.call === call).map(({ what }) => what)).size >= count;
  while (!isThere()) {
    if (performance.now() > until) throw new Error(`Expected ${count} times ${call}, got ${calls.length} calls`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    calls.push(...google.take());
  }
  return calls;
}

/** What takes pushes and does nothing, in this process. */
async function startReceiver() {
  let arrived: (() => void) | undefined;
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(204).end());
    arrived?.();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async timeOf(send: () => Promise<void>): Promise<number> {
      const push = new Promise<number>((resolve) => {
        arrived = () => resolve(performance.now());
      });
      const begun = performance.now();
      await send();
      return (await push) - begun;
    },
    async kill() {
      server.closeAllConnections();
      server.close();
    },
  };
}
