import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { freePort } from "../../cli/free-port.ts";
import { subscriptions } from "../../cli/stack.ts";
import type { Address, AgentId } from "../../shared/base/ids.ts";
import type { HistoryEntry } from "../../shared/bot/history-entry.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import type { History } from "../../shared/ports/history.ts";
import type { Queue } from "../../shared/ports/queue.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { text } from "../../shared/reply/reply.ts";
import { rcsUser } from "../../simulator/phones/user.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { sendUntilAccepted } from "../../simulator/webhooks/send-webhook.ts";
import { rcsWebhook, type WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../support/any-envelope.ts";
import {
  BUNDLES,
  type Bundle,
  type EachBundle,
  endpointOf,
  hasEnded,
  type RunningFunction,
  runFunction,
  startEach,
} from "../support/bundles.ts";
import { environment } from "../support/emulated.ts";
import { AGENTS, RCS_TOKEN } from "../support/fixtures.ts";
import { CONVERSATION_KEY, KEEP_DAYS } from "../support/stack.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const AGENT = AGENTS[0].agent as AgentId;
const RETRY = { minBackoffMs: 10, maxBackoffMs: 100, canDeadLetterInOrder: false };

/** Spread over the steps of one delivery. */
const KILLS: readonly { readonly name: Bundle; readonly at: readonly number[] }[] = [
  { name: "ingress", at: [1, 2, 3] },
  { name: "message", at: [1, 3, 5, 7, 9, 11, 13, 15, 16] },
  { name: "event", at: [1, 2, 3] },
  { name: "receipt", at: [1, 2, 3] },
];

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("the built bundles over Google's emulators", () => {
  let platform: Platform;
  let queue: Queue;
  let history: History;
  let functions: EachBundle<Restartable>;

  beforeAll(async () => {
    if (hosts === undefined) return;
    process.env.PUBSUB_EMULATOR_HOST = hosts.pubsub;
    const project = `test-${randomUUID()}`;
    platform = await startPlatform({ clock: systemClock });
    const env = environment(hosts, project, platform.url);
    functions = await startEach((bundle) => restartable(bundle, { env, source: join(hosts.bundles, BUNDLES[bundle]) }));
    queue = pubsubQueue({ project, prefix: "heliograph" });
    await queue.subscribe(KINDS.flatMap((kind) => subscriptions(kind, endpointOf(kind, functions), RETRY)));
    history = firestoreHistory(
      openFirestoreRest({ project, database: "(default)", emulator: hosts.firestore }),
      KEEP_DAYS,
    );
  });
  afterAll(async () => {
    await Promise.all(Object.values(functions ?? {}).map((running) => running.close()));
    await queue?.close();
    await platform?.close();
  });

  const kills = KILLS.flatMap(({ name, at }) => at.map((step) => ({ name, step })));
  it.each(kills)("lose nothing and answer once when $name is killed at step $step", async ({ name, step }) => {
    const phone = `+44770091${KILLS.findIndex((kill) => kill.name === name)}${String(step).padStart(4, "0")}`;
    await functions[name].killAt(step);
    await converse(functions.ingress.url, phone);
    const { messages } = platform.phone("rcs", phone);
    expect(messages).toHaveLength(1);
    // What it was killed after may show before the process is gone.
    await vi.waitFor(() => expect(functions[name].isUnharmed()).toBe(false), WAIT);
  });

  async function converse(url: string, phone: string): Promise<void> {
    const user = rcsUser({ phone, agent: AGENT, clock: systemClock });
    const send = (event: WebhookEvent) =>
      sendUntilAccepted(url, rcsWebhook(event, RCS_TOKEN, anyEnvelope()), { attempts: 1000, delayMs: 10 });
    const entries = () => read(phone);
    await send(user.typing());
    await send(user.text("Are you open?"));
    await vi.waitFor(() => expect(platform.phone("rcs", phone).messages).not.toEqual([]), WAIT);
    const answer = platform.phone("rcs", phone).messages[0];
    await send(user.read(answer?.id ?? ""));
    await vi.waitFor(async () => {
      expect(await entries()).toHaveLength(3);
      expect(await entries()).toContainEqual(
        expect.objectContaining({
          id: answer?.id,
          reply: expect.objectContaining(text(answer?.text ?? "nothing")),
          times: { sent: expect.any(Date), read: expect.any(Date) },
        }),
      );
    }, WAIT);
  }

  async function read(phone: string): Promise<readonly HistoryEntry[]> {
    const of = { channel: "rcs", agent: AGENT, address: phone as Address } as const;
    return (await history.read(conversationId(CONVERSATION_KEY, of), 10)).entries;
  }
});

interface Launch {
  readonly env: Readonly<Record<string, string>>;
  readonly source: string;
}

/** A function whose process comes back at the same address whenever it has ended. */
interface Restartable {
  readonly url: string;
  /** Starts it again as a process that ends itself at its n-th step. */
  killAt(step: number): Promise<void>;
  /** That process is still running. */
  isUnharmed(): boolean;
  close(): Promise<void>;
}

async function restartable(name: Bundle, { env, source }: Launch): Promise<Restartable> {
  const port = await freePort();
  const args = ["--import", "./test/end-to-end/kill-at.ts"];
  const launch = (killAt: string) => runFunction(BUNDLES[name], { ...env, KILL_AT: killAt }, { port, args, source });
  let running: Promise<RunningFunction> | undefined;
  let doomed: RunningFunction | undefined;
  /** Whatever ends it, another one follows, until it is stopped. */
  const keep = async (launched: Promise<RunningFunction>): Promise<void> => {
    running = launched;
    const { process } = await launched;
    if (!hasEnded(process)) await once(process, "exit");
    if (running === launched) await keep(launch(""));
  };
  const stop = async () => {
    const stopped = running;
    running = undefined;
    await (await stopped)?.kill();
  };
  void keep(launch(""));
  await running;
  return {
    url: `http://127.0.0.1:${port}`,
    async killAt(step) {
      await stop();
      const launched = launch(String(step));
      // A delivery that waited may kill it before it is seen to listen.
      doomed = await launched.catch(() => undefined);
      void keep(doomed === undefined ? launch("") : launched);
      await running;
    },
    isUnharmed: () => doomed !== undefined && !hasEnded(doomed.process),
    close: stop,
  };
}
