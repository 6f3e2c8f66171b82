import { raceAbort } from "../shared/base/abortable.ts";
import { SIGNAL_EARLY_MS } from "../shared/base/budgets.ts";
import type { CallScope } from "../shared/base/call-scope.ts";
import { TransientError } from "../shared/base/errors.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { TimeBudget } from "../shared/turn/time-budget.ts";

/** How long work may take: nothing begins after the deadline, and nothing lasts beyond `untilMs`. In milliseconds since 1970. */
interface WorkTime extends Omit<CallScope, "until"> {
  readonly deadlineMs: number;
  readonly untilMs: number;
  readonly attempt: number | undefined;
}

/** Does the work with a budget. @throws TransientError when its time is up. */
export async function withinTime<T>(
  { deadlineMs, untilMs, ...of }: WorkTime,
  clock: SleepClock,
  work: (budget: TimeBudget) => Promise<T>,
): Promise<T> {
  const early = abortAt(deadlineMs - SIGNAL_EARLY_MS, clock);
  const end = abortAt(untilMs, clock);
  const budget = { deadline: new Date(deadlineMs), until: new Date(untilMs), signal: early.signal, ...of };
  try {
    return await raceAbort(work(budget), end.signal);
  } finally {
    early.cancel();
    end.cancel();
  }
}

/** Its signal fires then, unless it is cancelled. Whatever gives up then may be tried again. */
function abortAt(timeMs: number, clock: SleepClock) {
  const controller = new AbortController();
  const late = () => new TransientError("Cannot go on with the delivery: its time is up");
  const leftMs = Math.max(0, timeMs - clock.now().getTime());
  return { signal: controller.signal, cancel: clock.after(leftMs, () => controller.abort(late())) };
}
