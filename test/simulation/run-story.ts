import { KINDS } from "../../shared/ports/topic.ts";
import { type CheckCounts, watchWorld } from "./checks.ts";
import { HOUR } from "./durations.ts";
import { PHONE } from "./phone.ts";
import type { BrokenPromise } from "./seen-so-far.ts";
import { simulatedBot } from "./simulated-bot.ts";
import type { Story } from "./story.ts";
import { openWorld } from "./world.ts";
import type { WorldCounts } from "./world-types.ts";

/** What came of a story. */
export interface StoryResult {
  readonly violations: readonly BrokenPromise[];
  readonly counts: WorldCounts & CheckCounts;
  readonly simulatedHours: number;
}

/** After the last act all is well: so long until every timer, repeat and back-off has ended. */
const SETTLING_MS = 12 * HOUR;

/** Tells a story in a world of its own, lets it settle, and checks it. */
export async function runStory(
  { seed, users, acts, noise, lengthMs }: Story,
  trace?: (line: string) => void,
): Promise<StoryResult> {
  const world = openWorld({
    seed,
    openBot: simulatedBot,
    faults: noise,
    hasAttempts: seed % 4 !== 0,
    ...(trace !== undefined && { trace }),
  });
  const checks = watchWorld(world);
  const begun = world.now();
  let isOver = false;
  for (const { at, act } of acts) world.at(begun + at, () => (isOver ? undefined : world.act(act)));
  await world.runUntil(begun + lengthMs + HOUR);
  isOver = true;
  for (const { name } of noise) world.act({ do: "end-fault", name });
  for (const user of users) world.act({ do: "set-phone", user, profile: PHONE });
  await world.runUntil(world.now() + SETTLING_MS);
  const stuck = KINDS.filter((kind) => world.waiting(kind) > 0).map(
    (kind) => `${world.waiting(kind)} of ${kind} are not acknowledged`,
  );
  const ended = await checks.end();
  const violations = [...ended, ...stuck.map((text) => ({ promise: "kept" as const, at: world.now(), text }))];
  const simulatedHours = (world.now() - begun) / HOUR;
  return { violations, counts: { ...world.counts(), ...checks.counts() }, simulatedHours };
}
