import type { ErrorCode } from "./api-error.ts";
import type { Call } from "./call.ts";

/** What goes wrong, with which calls, and when. Rules are tried in the order they were made; each call meets one at most. */
export interface FaultRule {
  /** Which calls; all when it is missing. A call that is refused anyway uses nothing up. */
  readonly matches?: (call: Call) => boolean;
  /** How many calls; 1 when it is missing, and `Infinity` for every one. */
  readonly times?: number;
  /** How likely a call that matches is to meet the rule, from 0 to 1 and by the platform's seed; 1 when it is missing. */
  readonly chance?: number;
  /** `before`: the platform has read the call and accepts nothing yet. `after`: it has accepted, and has not answered. */
  readonly at: "before" | "after";
  /**
   * Called at that moment and waited for: the place to kill a process. The platform has the whole request by then, so it
   * goes on without the caller; only with an `answer` too does a call that was struck `before` leave no trace.
   */
  readonly hook?: (call: Call) => void | Promise<void>;
  /** How much later the call goes on: a slow answer. */
  readonly delayMs?: number;
  /** What the caller gets. When it is missing, the call goes on as if nothing had been. */
  readonly answer?: FaultAnswer;
}

/** The connection is reset, or the call fails with a status. */
type FaultAnswer = "reset" | { readonly status: ErrorCode; readonly retryAfterSeconds?: number };

/** What leaves the platform: an HTTP answer, or a reset connection. */
export type Answer =
  | "reset"
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Readonly<Record<string, unknown>>;
    };

/** The rules that are left, and for how many calls each. */
export type Faults = Map<FaultRule, number>;

/** Adds a rule; the same rule again prolongs it. */
export function addFault(faults: Faults, rule: FaultRule): void {
  faults.set(rule, (faults.get(rule) ?? 0) + (rule.times ?? 1));
}

/** The first rule that this call meets, used up by one. */
export function takeFault(faults: Faults, call: Call, random: () => number): FaultRule | undefined {
  for (const [rule, left] of faults) {
    if (left < 1 || rule.matches?.(call) === false) continue;
    if (rule.chance !== undefined && random() >= rule.chance) continue;
    if (left > 1) faults.set(rule, left - 1);
    else faults.delete(rule);
    return rule;
  }
  return undefined;
}
