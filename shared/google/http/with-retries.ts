import type { AccessToken } from "./call.ts";
import type { IncomingResponse } from "./exchange.ts";
import { isRejected, pauseBefore, type RetryClock } from "./retry.ts";

/** How patient a call is. */
export interface RetryBudget {
  /** For everything: waiting, every try and every answer. */
  readonly timeoutMs: number;
  /** How often it is made at most; as often as `pauseBefore` says unless it is set. */
  readonly maxTries?: number;
  /** False where a repeat would do the work a second time; true unless it is set. */
  readonly isRepeatable?: boolean;
  /** Answers that stand although they say that Google is busy. */
  readonly finalStatuses?: readonly number[];
}

/** One try of a call. */
export interface Try {
  readonly isFirst: boolean;
  /** Gives another token than the one that Google refused to the try before. */
  readonly token: AccessToken | undefined;
  /** What is left of the budget, at least 1. */
  readonly leftMs: () => number;
}

/** Makes tries until one has an answer that stands: the last one that budget had room for. @throws what a try throws. */
export async function withRetries(
  budget: RetryBudget,
  make: (one: Try) => Promise<IncomingResponse>,
  { clock, token }: { readonly clock: RetryClock; readonly token: AccessToken | undefined },
): Promise<IncomingResponse> {
  const deadline = clock.now().getTime() + budget.timeoutMs;
  const leftMs = () => Math.max(1, Math.ceil(deadline - clock.now().getTime()));
  const tokenFor = rememberToken(token);
  const earlier: number[] = [];
  for (;;) {
    const answer = await make({ isFirst: earlier.length === 0, token: tokenFor(earlier.at(-1) === 401), leftMs });
    const pauseMs = isFinal(answer, earlier, budget) ? undefined : pauseBefore(answer, earlier, clock);
    if (pauseMs === undefined || clock.now().getTime() + pauseMs >= deadline) return answer;
    earlier.push(answer.status);
    await clock.sleep(pauseMs);
  }
}

function isFinal({ status }: IncomingResponse, earlier: readonly number[], budget: RetryBudget): boolean {
  const { maxTries = Number.POSITIVE_INFINITY, isRepeatable = true, finalStatuses = [] } = budget;
  return earlier.length + 1 >= maxTries || finalStatuses.includes(status) || !(isRepeatable || isRejected(status));
}

/** The token of the next try: another one when the last one was refused. */
function rememberToken(token: AccessToken | undefined): (isRefused: boolean) => AccessToken | undefined {
  if (token === undefined) return () => undefined;
  let last: string | undefined;
  return (isRefused) => {
    const refused = isRefused ? last : undefined;
    return async () => {
      last = await token(refused);
      return last;
    };
  };
}
