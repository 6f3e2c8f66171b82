import { FIRST_PROBE_MS, LONGEST_COOLDOWN_MS, LONGEST_PROBE_PAUSE_MS } from "../../base/budgets.ts";
import { RateLimitError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import type { SleepClock } from "../../ports/clock.ts";
import type { IncomingResponse } from "./exchange.ts";
import { keepNewest } from "./keep-newest.ts";
import { readRetryAfter } from "./retry.ts";

/** What a cooldown is about. */
interface CallTarget {
  readonly agent?: AgentId | undefined;
  readonly address?: Address | undefined;
  readonly method: string;
}

/**
 * Until when Google wants no more calls of an agent's method, or none of it about one of its users. One witness may be wrong
 * about all the others, and about the time, so a cooldown is probed: one call goes ahead while the others wait for its end.
 */
export interface Cooldowns {
  /**
   * Resolves when the call may be made, be it as a probe. It is to be followed by `record`.
   * @throws RateLimitError as soon as it is clear that this takes longer than `mostMs`.
   */
  wait(target: CallTarget, mostMs: number): Promise<void>;
  /**
   * Takes note of Retry-After: with a 429 it is about the user, with a 503 about all calls of the method. What Google takes, or
   * refuses for another reason, ends a cooldown, and whoever waits goes on at once.
   * @param response `undefined` when there was none.
   */
  record(target: CallTarget, response: Pick<IncomingResponse, "status" | "retryAfter"> | undefined): void;
}

/** One cooldown. */
interface Hold {
  readonly untilMs: number;
  /** From then on the next call is a probe. */
  readonly nextProbeMs: number;
  /** Doubles with every probe. */
  readonly probePauseMs: number;
  /** A probe is under way. */
  readonly isProbed: boolean;
  /** Fires when the cooldown ends before its time. */
  readonly over: AbortController;
}

/** Cooldowns that one status begins, each under its key. */
interface Holds {
  readonly status: number;
  readonly keyOf: (target: CallTarget) => string;
  readonly byKey: Map<string, Hold>;
}

const UNAVAILABLE = 503;
const TOO_MANY = 429;
const MAX_REMEMBERED = 10_000;

/** Remembers in this process alone, the last 10,000 of each kind. */
export function openCooldowns(clock: SleepClock): Cooldowns {
  const all: readonly Holds[] = [
    { status: UNAVAILABLE, keyOf: ({ agent, method }) => JSON.stringify([agent, method]), byKey: new Map() },
    {
      status: TOO_MANY,
      keyOf: ({ agent, method, address }) => JSON.stringify([agent, method, address]),
      byKey: new Map(),
    },
  ];
  const now = () => clock.now().getTime();
  const find = (target: CallTarget) => all.flatMap((holds) => activeHold(holds, target, now()) ?? []);
  return {
    async wait(target, mostMs) {
      const lastMs = now() + mostMs;
      const blocking = () => find(target).find((hold) => now() < Math.min(hold.untilMs, hold.nextProbeMs));
      // Another call may have become the probe that this one waited to be.
      for (let hold = blocking(); hold !== undefined; hold = blocking()) {
        const freeMs = Math.min(hold.untilMs, hold.nextProbeMs);
        if (now() >= lastMs || (freeMs > lastMs && !hold.isProbed)) throw held(target, freeMs - now());
        await clock.sleep(Math.min(freeMs, lastMs) - now(), hold.over.signal);
      }
      for (const holds of all) probe(holds, target, now());
    },
    record(target, response) {
      for (const holds of all) {
        const isRefused = response === undefined || response.status === holds.status || response.status >= 500;
        if (isRefused) refuse(holds, target, { response, nowMs: now() });
        else end(holds, target);
      }
    },
  };
}

function held({ method }: CallTarget, leftMs: number): RateLimitError {
  return new RateLimitError(`Cannot call ${method}: Google wants no call for the next ${Math.ceil(leftMs / 1000)} s`);
}

function activeHold({ keyOf, byKey }: Holds, target: CallTarget, nowMs: number): Hold | undefined {
  const hold = byKey.get(keyOf(target));
  return hold !== undefined && nowMs < hold.untilMs ? hold : undefined;
}

/** The call that is made now is a probe, if anything holds it. */
function probe(holds: Holds, target: CallTarget, nowMs: number): void {
  const hold = activeHold(holds, target, nowMs);
  if (hold === undefined) return;
  const probePauseMs = Math.min(hold.probePauseMs * 2, LONGEST_PROBE_PAUSE_MS);
  holds.byKey.set(holds.keyOf(target), { ...hold, isProbed: true, probePauseMs, nextProbeMs: nowMs + probePauseMs });
}

/** A refusal that says for how long begins a cooldown, or gives it another end. One that does not, or no response, ends none. */
function refuse(
  holds: Holds,
  target: CallTarget,
  { response, nowMs }: { readonly response: Parameters<Cooldowns["record"]>[1]; readonly nowMs: number },
): void {
  const isTold = response?.status === holds.status;
  const askedMs = isTold ? readRetryAfter(response.retryAfter, nowMs) : undefined;
  const hold = activeHold(holds, target, nowMs);
  if (hold === undefined && askedMs === undefined) return;
  const { over = new AbortController(), probePauseMs = FIRST_PROBE_MS } = hold ?? {};
  const untilMs = askedMs === undefined ? hold?.untilMs : nowMs + Math.min(askedMs, LONGEST_COOLDOWN_MS);
  const next = { untilMs: untilMs ?? nowMs, nextProbeMs: nowMs + probePauseMs, probePauseMs, isProbed: false, over };
  keepNewest(holds.byKey, [holds.keyOf(target), next], MAX_REMEMBERED);
}

function end({ keyOf, byKey }: Holds, target: CallTarget): void {
  const key = keyOf(target);
  byKey.get(key)?.over.abort();
  byKey.delete(key);
}
