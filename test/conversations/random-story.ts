import { expect, vi } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import type { History } from "../../shared/ports/history.ts";
import type { FaultRule } from "../../simulator/faults/call-fault.ts";
import { chance } from "../../simulator/faults/seeded-random.ts";
import type { Disturbance } from "../../simulator/faults/webhook-fault.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { SIGNED_WITH } from "../support/fixtures.ts";
import type { Killable } from "../support/killable.ts";
import { openPerson } from "../support/person.ts";
import { problemsOf } from "./random-check.ts";
import { live, openUser, question, type RandomUser } from "./random-user.ts";

/** A system that a story happens to. */
export interface Subject extends Killable {
  readonly history: History;
  /** How many messages wait to be handled, where that can be known. */
  pending(): number;
  /** The topics of dead letters that are not empty. */
  dead(): readonly string[];
}

export interface StoryOptions {
  readonly seed: number;
  /** How many questions are asked in all. */
  readonly turns: number;
  start(platform: Platform): Promise<Subject>;
  /** Between two crashes, on average. */
  readonly crashEveryMs: number;
  /** For so long nothing happens when all is over. */
  readonly quietMs: number;
}

const TURNS_EACH = 10;
const CALLS: readonly Omit<FaultRule, "times">[] = [
  { at: "before", chance: 0.02, answer: { status: 429 } },
  { at: "before", chance: 0.02, answer: { status: 500 } },
  { at: "before", chance: 0.02, answer: { status: 503 } },
  { at: "before", chance: 0.02, answer: "reset" },
  { at: "after", chance: 0.03, answer: "reset" },
  { at: "after", chance: 0.02, answer: { status: 503 } },
  { at: "after", chance: 0.05, delayMs: 100 },
];
const WEBHOOKS: readonly Disturbance[] = [
  { do: "duplicate", chance: 0.1 },
  { do: "reorder", chance: 0.05 },
  { do: "delay", chance: 0.05, delayMs: 200 },
  { do: "forge", chance: 0.02 },
];
const MANY = 10_000;
const OVER = { timeout: 120_000, interval: 200 };

/** Lets many users do random things while everything goes wrong, and checks that it has come out right. */
export async function tellStory(options: StoryOptions): Promise<void> {
  const { seed, turns } = options;
  let moved = Date.now();
  let heard = 0;
  const unheard = new Set<unknown>();
  await using platform = await startPlatform({
    clock: systemClock,
    seed,
    onFact: () => {
      moved = Date.now();
    },
    decideWebhook: ({ event, result }) => {
      moved = Date.now();
      if (result === "acknowledged") heard = moved;
      if (result === "retried") unheard.add(event);
      if (result === "acknowledged") unheard.delete(event);
    },
  });
  const subject = await options.start(platform);
  const quiet = () =>
    vi.waitFor(() => {
      expect({ unheard: unheard.size, pending: subject.pending() }).toEqual({ unheard: 0, pending: 0 });
      expect(Date.now() - moved).toBeGreaterThan(options.quietMs);
    }, OVER);
  try {
    platform.connect({ url: subject.url, token: SIGNED_WITH });
    for (const rule of CALLS) platform.fail({ ...rule, times: Infinity });
    for (const mishap of WEBHOOKS) platform.disturb({ ...mishap, times: Infinity });
    const users = Array.from({ length: Math.ceil(turns / TURNS_EACH) }, (_, index) => {
      const stage = { platform, ask: subject.ask, dice: chance(seed * 1000 + index) };
      return { ...openUser(index, stage), stage };
    });
    const crashes = await whileCrashing(options, { ...subject, heard: () => heard }, () =>
      Promise.all(users.map((user) => live(user, TURNS_EACH - 1, user.stage))),
    );
    await Promise.all(users.filter(({ isPlain }) => !isPlain).map((user) => freeOf(user)));
    await quiet();
    await Promise.all(users.map((user) => question(user, user.stage.dice)));
    await quiet();
    await vi.waitFor(async () => expect(await problems(users, subject)).toEqual([]), {
      timeout: 60_000,
      interval: 500,
    });
    report(users, { seed, crashes });
  } finally {
    await subject.close();
  }

  function freeOf({ seat }: RandomUser): Promise<void> {
    return openPerson("Zoe", subject.ask).leaves(seat);
  }
}

async function whileCrashing(
  { seed, crashEveryMs }: StoryOptions,
  { crash, heard }: Subject & { heard(): number },
  story: () => Promise<unknown>,
): Promise<number> {
  const dice = chance(seed);
  const over = new AbortController();
  let crashes = 0;
  const crashAgain = async () => {
    for (let crashed = 0; !over.signal.aborted; ) {
      await systemClock.sleep(crashEveryMs * (0.5 + dice()), over.signal);
      // Who tries a webhook less and less often would find nobody for ever.
      if (over.signal.aborted || heard() <= crashed) continue;
      await crash();
      crashed = Date.now();
      crashes += 1;
    }
  };
  await Promise.all([story().finally(() => over.abort()), crashAgain()]);
  return crashes;
}

async function problems(users: readonly RandomUser[], { history, dead }: Subject): Promise<readonly string[]> {
  const found = await Promise.all(
    users.map(async (user) => {
      const { entries } = await history.read(user.seat.conversation, MANY);
      return [...problemsOf(user, entries), ...unanswered(user)];
    }),
  );
  return [...found.flat(), ...dead()];
}

/** When all others have left, the last question must be answered. */
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
