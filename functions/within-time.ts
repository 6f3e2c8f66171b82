import { raceAbort } from "../shared/base/abortable.ts";
import { SIGNAL_EARLY_MS } from "../shared/base/budgets.ts";
import { TransientError } from "../shared/base/errors.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { TimeBudget } from "../shared/turn/time-budget.ts";

/** How long work may take: nothing begins after the deadline, and nothing lasts beyond `untilMs`. In milliseconds since 1970. */
interface WorkTime {
  readonly deadlineMs: number;
  readonly untilMs: number;
  readonly attempt: number | undefined;
}

/** Does the work with a budget. @throws TransientError when its time is up. */
export async function withinTime(
  { deadlineMs, untilMs, attempt }: WorkTime,
  clock: SleepClock,
  work: (budget: TimeBudget) => Promise<void>,
): Promise<void> {
  const done = new AbortController();
  const signal = abortAt(deadlineMs - SIGNAL_EARLY_MS, clock, done.signal);
  const budget = { deadline: new Date(deadlineMs), until: new Date(untilMs), signal, attempt };
  try {
    await raceAbort(work(budget), abortAt(untilMs, clock, done.signal));
  } finally {
    done.abort("the delivery has ended");
  }
}

/** Fires then, unless the work is done. Whatever gives up then may be tried again. */
function abortAt(timeMs: number, clock: SleepClock, done: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const late = () => new TransientError("Cannot go on with the delivery: its time is up");
  const timeout = clock.timeout(Math.max(0, timeMs - clock.now().getTime()));
  timeout.addEventListener("abort", () => controller.abort(late()), { once: true, signal: done });
  return controller.signal;
}
