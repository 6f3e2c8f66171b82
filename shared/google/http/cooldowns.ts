import { LONGEST_BACKOFF_MS } from "../../base/budgets.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import type { Clock } from "../../ports/clock.ts";
import type { IncomingResponse } from "./exchange.ts";
import { keepNewest } from "./keep-newest.ts";
import { readRetryAfter } from "./retry.ts";

/** What a cooldown is about. */
interface CallTarget {
  readonly agent?: AgentId | undefined;
  readonly address?: Address | undefined;
  readonly method: string;
}

/** Until when Google wants no more calls of an agent's method, or about one of its users. */
export interface Cooldowns {
  /**
   * How long a call has to wait, in milliseconds; 0 when it may be made. While a method is to be left alone, one call now and
   * then may be made as a probe: whoever is told 0 makes it.
   */
  leftMs(target: CallTarget): number;
  /** Takes note of Retry-After: a 429 is about the user, a 503 about all calls of the method. Any other answer ends a cooldown. */
  record(target: CallTarget, response: IncomingResponse): void;
}

/** Of a method: one witness may be wrong about all the others, so it is probed. */
interface MethodCooldown {
  readonly untilMs: number;
  readonly nextProbeMs: number;
  readonly probePauseMs: number;
}

/** Half of the time that a call may wait. The pause doubles with every probe that is refused, too. */
const FIRST_PROBE_MS = 2000;
const LONGEST_PROBE_PAUSE_MS = 60_000;
const MAX_REMEMBERED = 10_000;

/** Remembers in this process alone, the last 10,000. */
export function openCooldowns(clock: Clock): Cooldowns {
  const users = new Map<string, number>();
  const methods = new Map<string, MethodCooldown>();
  const now = () => clock.now().getTime();
  return {
    leftMs(target) {
      const key = methodKey(target);
      const method = methods.get(key) ?? { untilMs: 0, nextProbeMs: 0, probePauseMs: 0 };
      const userMs = users.get(userKey(target)) ?? 0;
      const leftMs = Math.max(0, userMs - now(), Math.min(method.untilMs, method.nextProbeMs) - now());
      if (leftMs === 0 && method.untilMs > now()) methods.set(key, nextProbe(method, now()));
      return leftMs;
    },
    record(target, { status, retryAfter }) {
      const untilMs = now() + Math.min(readRetryAfter(retryAfter, now()) ?? 0, LONGEST_BACKOFF_MS);
      const key = methodKey(target);
      if (status === 429) keepNewest(users, [userKey(target), untilMs], MAX_REMEMBERED);
      else if (status !== 503) methods.delete(key);
      else {
        const { probePauseMs = FIRST_PROBE_MS } = methods.get(key) ?? {};
        keepNewest(methods, [key, { untilMs, nextProbeMs: now() + probePauseMs, probePauseMs }], MAX_REMEMBERED);
      }
    },
  };
}

function nextProbe({ untilMs, probePauseMs }: MethodCooldown, nowMs: number): MethodCooldown {
  const pauseMs = Math.min(probePauseMs * 2, LONGEST_PROBE_PAUSE_MS);
  return { untilMs, probePauseMs: pauseMs, nextProbeMs: nowMs + pauseMs };
}

function methodKey({ agent, method }: CallTarget): string {
  return JSON.stringify([agent, method]);
}

/** A call that is about no user has a limit for its method. */
function userKey({ agent, address, method }: CallTarget): string {
  return JSON.stringify([agent, address ?? method]);
}
