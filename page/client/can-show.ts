import type { PageFact } from "../page-fact.ts";
import { describeStep } from "./describe-step.ts";
import { judgeWay } from "./judge-way.ts";
import { EMPTY_STATE } from "./state.ts";
import { update } from "./update.ts";

/** False for facts that this page cannot show: a later version has saved them, or they were changed by hand. */
export function canShow(facts: readonly PageFact[]): boolean {
  try {
    const { ways } = update(EMPTY_STATE, { type: "saved-opened", name: "", facts });
    for (const way of ways.values()) judgeWay(way);
    facts.map(describeStep);
    return facts.every(({ at }) => !Number.isNaN(Date.parse(at)));
  } catch {
    return false;
  }
}
