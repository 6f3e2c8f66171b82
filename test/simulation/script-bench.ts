import type { Bot } from "../../shared/bot/bot.ts";
import type { HistoryEntry, OutgoingEntry } from "../../shared/bot/history-entry.ts";
import type { HandoffNews } from "../../shared/conversation/act.ts";
import type { FallbackRecord } from "../../shared/conversation/journal.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { bubblesOf } from "../../simulator/phones/bubble.ts";
import { type UserAddress, userAddressOf } from "../support/user-address.ts";
import { watchWorld } from "./checks.ts";
import type { Observation } from "./observation.ts";
import { simulatedBot } from "./simulated-bot.ts";
import type { StoryAct } from "./story-act.ts";
import { openWorld } from "./world.ts";
import type { WorldFault } from "./world-fault.ts";
import type { BotSurroundings, SimulatedWorld, WorldOptions } from "./world-types.ts";

/** A script happens in each of these worlds: other delays, cold starts and repeats, the same promises. */
export const SEEDS: readonly number[] = [1, 2, 3];

export const ANN = userAddressOf("rcs", "+447700900001");
export const BEN = userAddressOf("business-messages", "conversation-ben");

/** A world that a script is told in, and what a user, the contact centre, a gateway and the person on call see of it. Times count from its beginning. */
export interface ScriptBench {
  readonly world: SimulatedWorld;
  /** Does an act at that time. */
  at(ms: number, act: StoryAct): void;
  /** Does acts so long after something was seen for the first time. */
  once(isSeen: (seen: Observation) => boolean, delayMs: number, plan: (seen: Observation) => readonly StoryAct[]): void;
  /** Lets everything happen until then. */
  until(ms: number): Promise<void>;
  /** What was observed of one type, in its order. */
  seen<T extends Observation["type"]>(type: T): readonly SeenAs<T>[];
  /** The lines and bubbles on a phone. */
  shownTo(user: UserAddress): readonly string[];
  /** When the line was shown; `undefined` when it was not. */
  shownAt(words: string): number | undefined;
  /** What the gateway of the other channel was asked to say, and when. */
  sms(): readonly { readonly text: string; readonly at: number }[];
  /** What the contact centre was told of a user. */
  desk(user: UserAddress): readonly HandoffNews[];
  /** Why something lies on a topic of dead letters. */
  deadLetters(): readonly string[];
  /** Why each line of ours that was not sent was not: by its words. */
  unsent(user: UserAddress): Promise<Readonly<Record<string, string>>>;
  /** What became of the other channel's turn to say a line, as the conversation's documents tell: by the words of the line. */
  fallbacks(user: UserAddress): Promise<Readonly<Record<string, FallbackRecord>>>;
  /** What breaks a promise of the system, and what is not acknowledged. To be called when all is well again. */
  broken(): Promise<readonly string[]>;
}

type SeenAs<T extends Observation["type"]> = Extract<Observation, { readonly type: T }>;

/** Opens a world without noise. */
export function openScript(options: Partial<WorldOptions> = {}): ScriptBench {
  const world = openWorld({ seed: 1, openBot: simulatedBot, ...options });
  const begun = world.now();
  const all: Observation[] = [];
  const checks = watchWorld(world);
  world.observe((one) => void all.push(one));
  const seen = <T extends Observation["type"]>(type: T) => all.filter((one): one is SeenAs<T> => one.type === type);
  return {
    world,
    seen,
    at: (ms, act) => world.at(begun + ms, () => world.act(act)),
    once(isSeen, delayMs, plan) {
      let isDone = false;
      world.observe((one) => {
        if (isDone || !isSeen(one)) return;
        isDone = true;
        world.at(one.at + delayMs, () => {
          for (const act of plan(one)) world.act(act);
        });
      });
    },
    until: (ms) => world.runUntil(begun + ms),
    shownTo: (user) =>
      bubblesOf(world.phone(user)).map((bubble) => (bubble.type === "message" ? bubble.text : bubble.type)),
    shownAt(words) {
      const shown = seen("shown").find(({ text }) => text === words);
      return shown && shown.at - begun;
    },
    sms: () => seen("sms-taken").map(({ text, at }) => ({ text, at: at - begun })),
    desk: ({ conversation }) =>
      seen("handoff-news").flatMap((one) => (one.conversation === conversation ? [one.news] : [])),
    deadLetters: () => seen("dead-lettered").map(({ kind, reason }) => `${kind}: ${reason}`),
    unsent: async ({ conversation }) =>
      Object.fromEntries(
        outgoing(await world.history(conversation)).flatMap((entry) =>
          entry.failure === undefined ? [] : [[wordsOf(entry), entry.failure]],
        ),
      ),
    async fallbacks({ conversation }) {
      const entries = outgoing(await world.history(conversation));
      const messages = await Promise.all(entries.map(({ id }) => world.message(conversation, id)));
      return Object.fromEntries(
        messages.flatMap((one) => (one?.fallback === undefined ? [] : [[wordsOf(one), one.fallback]])),
      );
    },
    async broken() {
      const violations = (await checks.end()).map(({ promise, text }) => `${promise}: ${text}`);
      return [...violations, ...KINDS.filter((kind) => world.waiting(kind) > 0).map((kind) => `${kind} waits`)];
    },
  };
}

function outgoing(entries: readonly HistoryEntry[]): readonly OutgoingEntry[] {
  return entries.filter((entry) => entry.type === "outgoing");
}

function wordsOf({ reply }: Pick<OutgoingEntry, "reply">): string {
  return reply?.type === "text" ? reply.text : "";
}

/** A user writes; the words are the message's id, too. */
export function writes(user: UserAddress, text: string): StoryAct {
  return { do: "write", user, text, id: `Mx-${text.replaceAll(" ", "-")}` };
}

/** Another system writes to a user; the words are the request's id, too. */
export function sends(user: UserAddress, reply: string, terms: Readonly<Record<string, unknown>> = {}): StoryAct {
  return { do: "publish", user, body: { id: reply.replaceAll(" ", "-"), reply, ...terms } };
}

/** Something goes wrong with a service. */
export function fails(
  service: WorldFault["service"],
  mode: WorldFault["mode"] | number,
  limits: Partial<Omit<WorldFault, "service" | "mode">> = {},
): StoryAct {
  const told = typeof mode === "number" ? ({ type: "status", status: mode } as const) : mode;
  return { do: "fault", fault: { name: `${service} fails`, service, mode: told, ...limits } };
}

/** Opens a bot that counts how often it is asked, over all instances. */
export function countingBot(
  answer: (words: Parameters<Bot["answer"]>[0], asked: number, of: BotSurroundings) => ReturnType<Bot["answer"]>,
) {
  let asked = 0;
  const openBot = (of: BotSurroundings): Bot => ({
    ...simulatedBot(of),
    answer(turn) {
      asked += 1;
      return answer(turn, asked, of);
    },
  });
  return { openBot, asked: () => asked };
}
