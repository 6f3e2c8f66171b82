import { PAUSED_BY_MS } from "../shared/base/budgets.ts";
import { member, textUpTo } from "../shared/base/json.ts";
import type { PauseScope } from "../shared/ports/pauses.ts";
import { storedPauses } from "../shared/store/pauses.ts";
import type { Operation } from "./operation.ts";
import { checkScope, isSameScope, type PausedFact, pausedFact, readScope } from "./pause-scope.ts";

/** What is to be paused, and who wants that. */
export interface PauseRequest {
  readonly scope: PauseScope;
  readonly by: string;
}

/** What pausing tells. */
export type PauseFact =
  | PausedFact
  /** By then nothing more is said. */
  | { readonly type: "silent-by"; readonly at: string };

const MOST_CHARACTERS = 200;

/**
 * Pauses the bot, outbound requests or an agent. Every process finds out by itself, so nothing waits for it. What is paused
 * already stays as it is: since when, and by whom.
 */
export const pause: Operation<PauseRequest, PauseFact> = {
  name: "pause",
  read: (json) => ({ scope: readScope(json), by: textUpTo(MOST_CHARACTERS)(member(json, "by")) }),
  async *run({ scope, by }, operator) {
    await checkScope(scope, operator);
    const pauses = storedPauses(operator.documents);
    const known = (await pauses.read()).find((one) => isSameScope(one.scope, scope));
    const paused = known ?? { scope, by, since: operator.clock.now() };
    if (known === undefined) await pauses.add(paused);
    yield pausedFact(paused);
    // Whoever has read just before it was written.
    const writtenMs = (known?.since ?? operator.clock.now()).getTime();
    yield { type: "silent-by", at: new Date(writtenMs + PAUSED_BY_MS).toISOString() };
  },
};
