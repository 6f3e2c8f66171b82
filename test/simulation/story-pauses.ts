import type { PauseScope } from "../../shared/ports/pauses.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import type { Chance } from "./chance.ts";
import { MINUTE, SECOND } from "./durations.ts";
import type { PlannedAct } from "./story-act.ts";
import { CLUSTER_MS } from "./story-faults.ts";

const SCOPES: readonly PauseScope[] = [{ type: "bot" }, { type: "outbound" }];
/** One cluster of turns in so many has a pause. */
const ONE_IN = 12;
const AFTER_RESUME_MS = { users: 32 * SECOND, rest: 64 * SECOND, again: 15 * MINUTE };

/** What an operator pauses and resumes among the turns of a story, one thing at a time. */
export function drawPauses(
  { lengthMs, clusterEveryMs }: { readonly lengthMs: number; readonly clusterEveryMs: number },
  chance: Chance,
): readonly PlannedAct[] {
  const acts: PlannedAct[] = [];
  for (let cluster = 0; cluster * clusterEveryMs < lengthMs; cluster += 1) {
    const own = chance.split(String(cluster));
    if (!own.isLucky(1 / ONE_IN)) continue;
    const scope = SCOPES[own.between(0, SCOPES.length - 1)] ?? { type: "bot" };
    const at = cluster * clusterEveryMs + own.between(0, CLUSTER_MS);
    acts.push(...pauseAndResume(scope, at, at + own.between(10 * SECOND, 20 * MINUTE)));
  }
  return acts;
}

/** As `heliograph pause` and `resume` do it; what was held meanwhile by who was slow is redriven later by hand. */
function pauseAndResume(scope: PauseScope, from: number, to: number): readonly PlannedAct[] {
  const { users, rest, again } = AFTER_RESUME_MS;
  const redrive = (kinds: readonly (typeof KINDS)[number][], at: number) =>
    kinds.map((kind): PlannedAct => ({ at, act: { do: "redrive", kind } }));
  return [
    { at: from, act: { do: "pause-scope", scope } },
    { at: to, act: { do: "resume-scope", scope } },
    ...redrive(["message", "event"], to + users),
    ...redrive(["outbound", "deadline"], to + rest),
    ...redrive(KINDS, to + again),
  ];
}
