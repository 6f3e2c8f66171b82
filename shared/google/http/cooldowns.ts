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

/** Until when Google wants no more calls of an agent, or about one of its users. */
export interface Cooldowns {
  /** How long a call has to wait, in milliseconds; 0 when it may be made. */
  leftMs(target: CallTarget): number;
  /** Takes note of Retry-After: a 429 is about the user, a 503 about all calls of the agent. */
  record(target: CallTarget, response: IncomingResponse): void;
}

/** As long as Pub/Sub's longest pause between deliveries: then one call asks again, whatever was said. */
const MAX_MS = 600_000;
const MAX_REMEMBERED = 10_000;

/** Remembers in this process alone, the last 10,000. */
export function openCooldowns(clock: Clock): Cooldowns {
  const until = new Map<string, number>();
  const left = (key: string) => Math.max(0, (until.get(key) ?? 0) - clock.now().getTime());
  return {
    leftMs: (target) => Math.max(left(agentKey(target)), left(userKey(target))),
    record(target, { status, retryAfter }) {
      if (status !== 429 && status !== 503) return;
      const now = clock.now().getTime();
      const pauseMs = Math.min(readRetryAfter(retryAfter, now) ?? 0, MAX_MS);
      const key = status === 503 ? agentKey(target) : userKey(target);
      if (pauseMs > 0) keepNewest(until, [key, now + pauseMs], MAX_REMEMBERED);
    },
  };
}

function agentKey({ agent }: CallTarget): string {
  return JSON.stringify([agent]);
}

/** A call that is about no user has a limit for its method. */
function userKey({ agent, address, method }: CallTarget): string {
  return JSON.stringify([agent, address ?? method]);
}
