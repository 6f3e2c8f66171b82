import type { FaultName } from "../faults.ts";
import type { PageFact } from "../page-fact.ts";
import { judgeWay, type Verdict } from "./judge-way.ts";
import type { PageState, Way } from "./state.ts";

/** How many messages came to what. */
export type VerdictCounts = Readonly<Record<Verdict["type"], number>>;

/** The messages that began while a fault was on. */
export function countDuringFault({ ways, facts }: PageState, name: FaultName): VerdictCounts {
  const switched = facts.filter((fact) => fact.type === "fault" && fact.fault === name);
  return countDuring(ways, switched, (fact) => fact.type === "fault" && fact.isOn);
}

/** The messages of a phone that began while it was set up so. */
export function countDuringReach(
  { ways, facts }: PageState,
  phone: string,
  reach: "offline" | "no-rcs",
): VerdictCounts {
  const changed = facts.filter((fact) => fact.type === "profile" && fact.phone === phone);
  const own = new Map([...ways].filter(([, way]) => way.phone === phone));
  return countDuring(own, changed, (fact) => fact.type === "profile" && fact.profile.reach === reach);
}

function countDuring(
  ways: ReadonlyMap<string, Way>,
  switched: readonly PageFact[],
  isOn: (fact: PageFact) => boolean,
): VerdictCounts {
  const counts = { held: 0, broken: 0, going: 0, "set-aside": 0 };
  if (switched.length === 0) return counts;
  for (const way of ways.values()) {
    const begun = way.steps[0]?.seq ?? 0;
    const last = switched.findLast(({ seq }) => seq < begun);
    if (way.title !== "" && last !== undefined && isOn(last)) counts[judgeWay(way).type] += 1;
  }
  return counts;
}
