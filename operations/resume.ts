import { CLOCK_SKEW_MS, PAUSE_READ_MS } from "../shared/base/budgets.ts";
import type { PauseScope } from "../shared/ports/pauses.ts";
import type { Kind } from "../shared/ports/topic.ts";
import { storedPauses } from "../shared/store/pauses.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import { isSameScope, readScope, refuseStranger } from "./pause-scope.ts";

/**
 * Sends again what waits as a dead letter of a kind for a reason: what was there when it was asked, the oldest first. What it
 * yields are facts about each message.
 */
export type Redrive<Told> = (
  of: { readonly kind: Kind; readonly reason: string },
  operator: Operator,
  signal: AbortSignal,
) => AsyncIterable<Told>;

/** What is to be resumed. */
export interface ResumeRequest {
  readonly scope: PauseScope;
}

/** What resuming tells, beside what redriving does. */
export type ResumeFact =
  | { readonly type: "resumed" | "was-not-paused"; readonly scope: PauseScope }
  /** Until then a process may still take it for paused, and what is sent again would come back. */
  | { readonly type: "waiting"; readonly until: string };

/** Users' words come first: who has unsubscribed among them must get nothing more. */
const ORDER: readonly Kind[] = ["message", "event", "outbound", "deadline"];

/**
 * Resumes what was paused, waits until every process knows, and sends again what waits. Broken off in between, it loses nothing:
 * asked again, it goes on. What another pause still holds back comes back as a dead letter.
 * @param redrive How dead letters are sent again.
 */
export function resumeOperation<Told>(redrive: Redrive<Told>): Operation<ResumeRequest, ResumeFact | Told> {
  return {
    name: "resume",
    read: (json) => ({ scope: readScope(json) }),
    async *run({ scope }, operator, signal) {
      await refuseStranger(scope, operator);
      const { clock } = operator;
      const pauses = storedPauses(operator.documents);
      const isPaused = (await pauses.read()).some((one) => isSameScope(one.scope, scope));
      if (isPaused) await pauses.remove(scope);
      yield { type: isPaused ? "resumed" : "was-not-paused", scope };
      const waitMs = PAUSE_READ_MS + CLOCK_SKEW_MS;
      yield { type: "waiting", until: new Date(clock.now().getTime() + waitMs).toISOString() };
      await clock.sleep(waitMs, signal);
      for (const kind of ORDER) {
        if (signal.aborted) return;
        yield* redrive({ kind, reason: "paused" }, operator, signal);
      }
    },
  };
}
