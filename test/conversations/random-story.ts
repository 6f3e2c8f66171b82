import { expect, vi } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import type { History } from "../../shared/ports/history.ts";
import type { CallFault } from "../../simulator/faults/call-fault.ts";
import { seededRandom } from "../../simulator/faults/seeded-random.ts";
import type { WebhookFault } from "../../simulator/faults/webhook-fault.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { SIGNED_WITH } from "../support/fixtures.ts";
import type { Killable } from "../support/killable.ts";
import { openPerson } from "../support/person.ts";
import { problemsOf } from "./random-check.ts";
import { act, askQuestion, openUser, type RandomUser } from "./random-user.ts";

/** The system that a story tests. */
export interface StorySystem extends Killable {
  readonly history: History;
  /** How many messages wait to be handled; 0 where that cannot be known. */
  pending(): number;
  /** The topics with dead letters. */
  dead(): readonly string[];
}

export interface StoryOptions {
  readonly seed: number;
  /** How many questions are asked in all. */
  readonly turns: number;
  start(platform: Platform): Promise<StorySystem>;
  /** The average time between two crashes. */
  readonly crashEveryMs: number;
  /** How long nothing must happen before the story has ended. */
  readonly quietMs: number;
}

const TURNS_EACH = 10;
const CALLS: readonly Omit<CallFault, "times">[] = [
  { at: "before", probability: 0.02, response: { status: 429 } },
  { at: "before", probability: 0.02, response: { status: 500 } },
  { at: "before", probability: 0.02, response: { status: 503 } },
  { at: "before", probability: 0.02, response: "reset" },
  { at: "after", probability: 0.03, response: "reset" },
  { at: "after", probability: 0.02, response: { status: 503 } },
  { at: "after", probability: 0.05, delayMs: 100 },
];
const WEBHOOKS: readonly WebhookFault[] = [
  { do: "duplicate", probability: 0.1 },
  { do: "reorder", probability: 0.05 },
  { do: "delay", probability: 0.05, delayMs: 200 },
  { do: "forge", probability: 0.02 },
];
const MANY = 10_000;
const OVER = { timeout: 120_000, interval: 200 };

/** Lets many users do random things while calls, webhooks and processes fail, and then checks phones and history. */
export async function runStory(options: StoryOptions): Promise<void> {
  const { seed, turns } = options;
  let changedAt = Date.now();
  let acknowledgedAt = 0;
  const unacknowledged = new Set<unknown>();
  await using platform = await startPlatform({
    clock: systemClock,
    seed,
    onFact: () => {
      changedAt = Date.now();
    },
    onWebhook: ({ event, result }) => {
      changedAt = Date.now();
      if (result === "acknowledged") acknowledgedAt = changedAt;
      if (result === "retried") unacknowledged.add(event);
      if (result === "acknowledged") unacknowledged.delete(event);
    },
  });
  const system = await options.start(platform);
  const quiet = () =>
    vi.waitFor(() => {
      expect({ unacknowledged: unacknowledged.size, pending: system.pending() }).toEqual({
        unacknowledged: 0,
        pending: 0,
      });
      expect(Date.now() - changedAt).toBeGreaterThan(options.quietMs);
    }, OVER);
  try {
    platform.connect({ url: system.url, token: SIGNED_WITH });
    for (const rule of CALLS) platform.addCallFault({ ...rule, times: Infinity });
    for (const fault of WEBHOOKS) platform.addWebhookFault({ ...fault, times: Infinity });
    const users = Array.from({ length: Math.ceil(turns / TURNS_EACH) }, (_, index) => {
      const context = { platform, publish: system.publishOutbound, random: seededRandom(seed * 1000 + index) };
      return { ...openUser(index, context), context };
    });
    const crashes = await whileCrashing(options, { ...system, acknowledgedAt: () => acknowledgedAt }, () =>
      Promise.all(users.map((user) => act(user, TURNS_EACH - 1, user.context))),
    );
    await Promise.all(users.filter(({ isPlain }) => !isPlain).map((user) => endHandoff(user)));
    await quiet();
    await Promise.all(users.map((user) => askQuestion(user, user.context.random)));
    await quiet();
    await vi.waitFor(async () => expect(await problems(users, system)).toEqual([]), {
      timeout: 300_000,
      interval: 500,
    });
    report(users, { seed, crashes });
  } finally {
    await system.close();
  }

  function endHandoff({ address }: RandomUser): Promise<void> {
    return openPerson("Zoe", system.publishOutbound).leaves(address);
  }
}

async function whileCrashing(
  { seed, crashEveryMs }: StoryOptions,
  { crash, acknowledgedAt }: StorySystem & { acknowledgedAt(): number },
  story: () => Promise<unknown>,
): Promise<number> {
  const random = seededRandom(seed);
  const over = new AbortController();
  let crashes = 0;
  const crashAgain = async () => {
    for (let crashed = 0; !over.signal.aborted; ) {
      await systemClock.sleep(crashEveryMs * (0.5 + random()), over.signal);
      // Wait for a webhook that was accepted since the last crash: its retries become rare, and might all meet a crash.
      if (over.signal.aborted || acknowledgedAt() <= crashed) continue;
      await crash();
      crashed = Date.now();
      crashes += 1;
    }
  };
  await Promise.all([story().finally(() => over.abort()), crashAgain()]);
  return crashes;
}

async function problems(users: readonly RandomUser[], { history, dead }: StorySystem): Promise<readonly string[]> {
  const found = await Promise.all(
    users.map(async (user) => {
      const { entries } = await history.read(user.address.conversation, MANY);
      return [...problemsOf(user, entries), ...unanswered(user)];
    }),
  );
  return [...found.flat(), ...dead()];
}

/** When no person has the conversation any more, the last question must be answered. */
function unanswered({ questions, phone, name }: RandomUser): readonly string[] {
  const last = questions.at(-1);
  const answers = phone.view().messages.filter(({ text }) => text.includes(` re ${last?.number} `)).length;
  return answers === last?.lines ? [] : [`${name}: the last question has ${answers} lines of ${last?.lines}`];
}

function report(users: readonly RandomUser[], { seed, crashes }: { readonly seed: number; readonly crashes: number }) {
  const asked = users.reduce((sum, { questions }) => sum + questions.length, 0);
  const shown = users.reduce((sum, { phone }) => sum + phone.view().messages.length, 0);
  console.info(`SEED=${seed}: ${users.length} users, ${asked} questions, ${shown} messages shown, ${crashes} crashes`);
}
