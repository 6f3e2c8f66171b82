import { KINDS, type Kind } from "../../shared/ports/topic.ts";
import { watchWorld } from "./checks.ts";
import { MINUTE } from "./durations.ts";
import type { Observation } from "./observation.ts";
import { type FiredAlert, firedAlerts } from "./outage-alerts.ts";
import { type AwaitedOf, awaitedOf } from "./outage-outcomes.ts";
import { waitingLetters, waitingMessages } from "./outage-queues.ts";
import { LEAD_MS, type Outage, outageStory } from "./outage-story.ts";
import type { BrokenPromise } from "./seen-so-far.ts";
import { simulatedBot } from "./simulated-bot.ts";
import { openWorld } from "./world.ts";

/** The phone's own channel, the other channel, or the bot in place of a person. */
type Bringer = "RCS" | "SMS" | "the bot";

/** What was begun, and what came of it. Times are from the outage's beginning, in milliseconds. */
export interface StoryOutcome {
  readonly what: AwaitedOf["what"];
  readonly at: number;
  /** Missing: it never came. */
  readonly came?: number;
  /** Who brought it, where it need not be the one it was meant for. */
  readonly by: Bringer;
}

/** What an outage came to. */
export interface OutageRun {
  readonly outage: Outage;
  readonly outcomes: readonly StoryOutcome[];
  /** Words that a phone shows more than once. */
  readonly doubled: number;
  /** How many times a webhook of Google's was not answered 200. */
  readonly refusedWebhooks: number;
  /** When dead letters were redriven; missing where there were none. */
  readonly redrivenAt?: number;
  readonly letters: readonly string[];
  /** Names of log lines that are no INFO. */
  readonly logged: readonly string[];
  readonly alerts: readonly FiredAlert[];
  readonly violations: readonly BrokenPromise[];
}

const SEED = 1;
/** So long after the end a person redrives what is dead: first what users have done, for an opt-out may be among it. */
const REDRIVE_MS = 30 * MINUTE;
/** Until all is over: a fallback may wait for four hours. */
const SETTLING_MS = 6 * 60 * MINUTE;

/** Tells the story of an outage, and measures. */
export async function runOutage(outage: Outage): Promise<OutageRun> {
  const world = openWorld({ seed: SEED, openBot: simulatedBot });
  const checks = watchWorld(world);
  const seen: Observation[] = [];
  world.observe((one) => void seen.push(one));
  const begunAt = world.now() + LEAD_MS;
  const acts = outageStory(outage);
  world.at(begunAt, () => world.act({ do: "fault", fault: { name: "outage", ...outage } }));
  for (const { at, act } of acts) world.at(begunAt + at, () => world.act(act));
  await world.runUntil(begunAt + outage.forMs + REDRIVE_MS);
  const dead = KINDS.filter((kind) => world.kept(`${kind}-dead`).length > 0);
  for (const kind of dead)
    world.at(world.now() + (isOfUsers(kind) ? 0 : MINUTE), () => world.act({ do: "redrive", kind }));
  await world.runUntil(world.now() + SETTLING_MS);
  const endsAt = world.now();
  const violations = await checks.end();
  const evidence = { seen, messages: waitingMessages(seen), letters: waitingLetters(seen), begunAt, endsAt };
  return {
    outage,
    outcomes: acts.flatMap((planned) => outcomesOf(awaitedOf(planned, outage), seen, begunAt + planned.at, begunAt)),
    doubled: doubled(seen),
    refusedWebhooks: seen.filter((one) => one.type === "webhook-answered" && one.status !== 200).length,
    ...(dead.length > 0 && { redrivenAt: outage.forMs + REDRIVE_MS }),
    letters: seen.flatMap((one) => (one.type === "dead-lettered" ? [one.reason ?? "without a reason"] : [])),
    logged: namesLogged(seen),
    alerts: firedAlerts(evidence),
    violations,
  };
}

function outcomesOf(
  awaited: AwaitedOf | undefined,
  seen: readonly Observation[],
  at: number,
  begunAt: number,
): readonly StoryOutcome[] {
  if (awaited === undefined) return [];
  const found = seen.find((one) => one.at >= at && awaited.isIt(one));
  const by = bringerOf(awaited, found);
  return [{ what: awaited.what, at: at - begunAt, by, ...(found !== undefined && { came: found.at - begunAt }) }];
}

function bringerOf({ what }: AwaitedOf, found: Observation | undefined): Bringer {
  if (found?.type === "sms-taken") return "SMS";
  return what === "words to the desk" && found?.type === "shown" ? "the bot" : "RCS";
}

function isOfUsers(kind: Kind): boolean {
  return kind === "message" || kind === "event";
}

/** Messages of ours alone: notices have the same words more than once. */
function doubled(seen: readonly Observation[]): number {
  const words = seen.flatMap((one) => (one.type === "shown" && one.bubble === "message" ? [one.text ?? ""] : []));
  const lines = words.filter((text) => !text.startsWith("("));
  return lines.length - new Set(lines).size;
}

function namesLogged(seen: readonly Observation[]): readonly string[] {
  const names = seen.flatMap((one) => (one.type === "logged" && one.severity !== "INFO" ? [one.event] : []));
  return [...new Set(names)].toSorted();
}
