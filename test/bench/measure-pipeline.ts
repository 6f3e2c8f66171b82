import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ourFunction, type Surroundings } from "./commands.ts";
import { anyPhone, anyWebhook } from "./facts.ts";
import type { GoogleCall, GoogleStandIn } from "./google-stand-in.ts";
import { sendAll } from "./load.ts";
import { estimate } from "./paired-ratio.ts";
import type { PubsubEmulator } from "./pubsub-emulator.ts";
import { type BenchRow, rowBeside } from "./report.ts";
import { requestBytes } from "./request-bytes.ts";
import { type Rounds, runRounds } from "./rounds.ts";
import { startWarm } from "./server-process.ts";

/** The way of messages over Google's Pub/Sub emulator. */
interface Pipeline {
  /** Sends a webhook of a new user, and waits until it is answered. */
  ask(): Promise<Pick<Waits, "typing" | "answer">>;
  /** Publishes something that is pushed to a server which does nothing. @returns Milliseconds until it is there. */
  push(): Promise<number>;
  /** Sends a webhook from each of these phones at once. @returns Milliseconds until the last answer, for each. */
  burst(phones: readonly string[]): Promise<number>;
}

/** Milliseconds from the webhook, or from a bare publish to its push. */
interface Waits {
  readonly typing: number;
  readonly answer: number;
  readonly push: number;
}

/** The emulator's pushes wait for nothing or for some 50 ms: many, and each beside one of the other kind. */
const ONE_BY_ONE = 60;
const BURST = 50;
const PATIENCE_MS = 60_000;
const PUSH = "publish → push";
const TOGETHER = { one: () => Array(BURST).fill(anyPhone()), many: () => Array.from({ length: BURST }, anyPhone) };

/** How long a user waits on a warm system, and what many questions at once do to each. */
export async function measurePipeline(around: Surroundings, { rounds, note }: Rounds): Promise<readonly BenchRow[]> {
  const { pubsub } = around;
  if (pubsub === undefined) return [];
  return withPipeline({ ...around, pubsub }, async (pipeline) => {
    const waits = await runRounds([{ name: PUSH }], { rounds, note: (round) => note(`pipeline ${round}`) }, () =>
      waitsOf(pipeline),
    );
    const together = [{ name: "one" }, { name: "many" }] as const;
    const bursts = await runRounds(together, { rounds, note: (round) => note(`questions at once ${round}`) }, (burst) =>
      pipeline.burst(TOGETHER[burst.name]()),
    );
    const times = (of: keyof Waits) => (waits.get(PUSH) ?? []).map((round) => round[of]);
    const [one, many] = together.map(({ name }) => bursts.get(name) ?? []);
    return [
      { ...rowBeside(inMs("webhook → typing"), times("typing"), [PUSH, times("push")]), goal: { most: 1.1 } },
      rowBeside(inMs("webhook → answer"), times("answer"), [PUSH, times("push")]),
      rowBeside(inMs(`each of ${BURST} questions at once, one conversation`), one ?? [], [
        "as many conversations",
        many ?? [],
      ]),
    ];
  });
}

function inMs(what: string): Pick<BenchRow, "what" | "unit"> {
  return { what, unit: "ms" };
}

/** The medians of a round. */
async function waitsOf(pipeline: Pipeline): Promise<Waits> {
  const all: Waits[] = [];
  for (let count = 0; count < ONE_BY_ONE; count += 1)
    all.push({ push: await pipeline.push(), ...(await pipeline.ask()) });
  const median = (of: keyof Waits) => estimate(all.map((one) => one[of])).median;
  return { typing: median("typing"), answer: median("answer"), push: median("push") };
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
      async ask() {
        const begun = performance.now();
        await post([anyPhone()]);
        const calls = await callsOf(google, 1);
        return { typing: timeOf(calls, "typing") - begun, answer: timeOf(calls, "answer") - begun };
      },
      push: () => bare.timeOf(() => pubsub.publish("bare", "bench")),
      async burst(phones) {
        const begun = performance.now();
        await post(phones);
        const calls = await callsOf(google, phones.length);
        return (Math.max(...calls.filter(isAnswer).map(({ at }) => at)) - begun) / phones.length;
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

/** @throws Error when it was not made. */
function timeOf(calls: readonly GoogleCall[], call: GoogleCall["call"]): number {
  const found = calls.find((one) => one.call === call);
  if (found === undefined) throw new Error(`Expected ${call} before the answer, got none`);
  return found.at;
}

function isAnswer({ call }: GoogleCall): boolean {
  return call === "answer";
}

/** All calls until there are so many answers. @throws Error when more come, or fewer within a minute. */
async function callsOf(google: GoogleStandIn, answers: number): Promise<readonly GoogleCall[]> {
  const calls: GoogleCall[] = [];
  const until = performance.now() + PATIENCE_MS;
  const count = () => new Set(calls.filter(isAnswer).map(({ what }) => what)).size;
  while (count() < answers && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    calls.push(...google.take());
  }
  if (count() !== answers) throw new Error(`Expected ${answers} answers, got ${count()}`);
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
