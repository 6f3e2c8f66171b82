import { CLOCK_SKEW_MS, PAUSE_READ_MS } from "../shared/base/budgets.ts";
import { member, textUpTo } from "../shared/base/json.ts";
import type { PauseScope } from "../shared/ports/pauses.ts";
import { storedPauses } from "../shared/store/pauses.ts";
import type { Operation } from "./operation.ts";
import { checkScope, isSameScope, readScope } from "./pause-scope.ts";
import { redrive } from "./redrive.ts";
import type { RedriveFact } from "./redrive-facts.ts";

const MOST_CHARACTERS = 200;

/** What is to be resumed. */
export interface ResumeRequest {
  readonly scope: PauseScope;
  /** Who asks, for the record. */
  readonly by: string;
}

/** What resuming tells. */
export type ResumeFact =
  | RedriveFact
  | { readonly type: "resumed" | "was-not-paused"; readonly scope: PauseScope }
  /** Until then a process may still take it for paused, and what is sent again would come back. */
  | { readonly type: "every-process-knows"; readonly at: string };

/**
 * Resumes what was paused, waits until every process knows, and sends again what waits, users' words first. Broken off in between,
 * it loses nothing: asked again, it goes on. What another pause still holds back comes back as a dead letter.
 */
export const resume: Operation<ResumeRequest, ResumeFact> = {
  name: "resume",
  read: (json) => ({ scope: readScope(json), by: textUpTo(MOST_CHARACTERS)(member(json, "by")) }),
  async *run({ scope, by }, operator, signal) {
    await checkScope(scope, operator);
    const { clock } = operator;
    const pauses = storedPauses(operator.documents);
    const isPaused = (await pauses.read()).some((one) => isSameScope(one.scope, scope));
    if (isPaused) await pauses.remove(scope);
    yield { type: isPaused ? "resumed" : "was-not-paused", scope };
    const waitMs = PAUSE_READ_MS + CLOCK_SKEW_MS;
    yield { type: "every-process-knows", at: new Date(clock.now().getTime() + waitMs).toISOString() };
    await clock.sleep(waitMs, signal);
    if (!signal.aborted) yield* redrive.run({ reasons: ["paused"], by }, operator, signal);
  },
};
