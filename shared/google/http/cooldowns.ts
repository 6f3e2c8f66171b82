import { FIRST_PROBE_MS, LONGEST_COOLDOWN_MS, LONGEST_PROBE_PAUSE_MS } from "../../base/budgets.ts";
import { RateLimitError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import { keepNewest } from "../../base/keep-newest.ts";
import type { SleepClock } from "../../ports/clock.ts";
import { TOO_MANY } from "./concurrency-limit.ts";
import type { IncomingResponse } from "./exchange.ts";
import { readRetryAfter } from "./retry.ts";

/** What a cooldown is about. */
interface CallTarget {
  readonly agent?: AgentId | undefined;
  readonly address?: Address | undefined;
  readonly method: string;
}

/**
 * Until when Google wants no more calls of an agent's method, or none of it about one of its users. What one call was told
 * may be wrong for the others. So a cooldown is probed: now and then one call goes ahead, and the others wait for its end.
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
interface Cooldown {
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

/** The cooldowns that one status begins, each under the key of those calls that it holds back. */
interface CooldownKind {
  readonly status: number;
  readonly keyOf: (target: CallTarget) => string;
  readonly byKey: Map<string, Cooldown>;
}

const UNAVAILABLE = 503;
const MAX_REMEMBERED = 10_000;

/** Remembers in this process alone, the last 10,000 of each kind. */
export function openCooldowns(clock: SleepClock): Cooldowns {
  const all: readonly CooldownKind[] = [
    { status: UNAVAILABLE, keyOf: ({ agent, method }) => JSON.stringify([agent, method]), byKey: new Map() },
    {
      status: TOO_MANY,
      keyOf: ({ agent, method, address }) => JSON.stringify([agent, method, address]),
      byKey: new Map(),
    },
  ];
  const now = () => clock.now().getTime();
  const find = (target: CallTarget) => all.flatMap((kind) => activeCooldown(kind, target, now()) ?? []);
  return {
    async wait(target, mostMs) {
      const lastMs = now() + mostMs;
      const blocking = () => find(target).find((cooldown) => now() < freeAtMs(cooldown));
      // Another call may have become the probe that this one waited to be.
      for (let cooldown = blocking(); cooldown !== undefined; cooldown = blocking()) {
        const freeMs = freeAtMs(cooldown);
        if (now() >= lastMs || (freeMs > lastMs && !cooldown.isProbed)) throw toError(target, freeMs - now());
        await clock.sleep(Math.min(freeMs, lastMs) - now(), cooldown.over.signal);
      }
      for (const kind of all) noteProbe(kind, target, now());
    },
    record(target, response) {
      for (const kind of all) {
        const isRefused = response === undefined || response.status === kind.status || response.status >= 500;
        if (isRefused) noteRefusal(kind, target, { response, nowMs: now() });
        else end(kind, target);
      }
    },
  };
}

/** When the next call may be made, be it as a probe. */
function freeAtMs({ untilMs, nextProbeMs }: Cooldown): number {
  return Math.min(untilMs, nextProbeMs);
}

function toError({ method }: CallTarget, leftMs: number): RateLimitError {
  return new RateLimitError(`Cannot call ${method}: Google wants no call for the next ${Math.ceil(leftMs / 1000)} s`);
}

function activeCooldown({ keyOf, byKey }: CooldownKind, target: CallTarget, nowMs: number): Cooldown | undefined {
  const cooldown = byKey.get(keyOf(target));
  return cooldown !== undefined && nowMs < cooldown.untilMs ? cooldown : undefined;
}

/** The call that is made now is a probe, if there is a cooldown. */
function noteProbe(kind: CooldownKind, target: CallTarget, nowMs: number): void {
  const cooldown = activeCooldown(kind, target, nowMs);
  if (cooldown === undefined) return;
  const probePauseMs = Math.min(cooldown.probePauseMs * 2, LONGEST_PROBE_PAUSE_MS);
  kind.byKey.set(kind.keyOf(target), { ...cooldown, isProbed: true, probePauseMs, nextProbeMs: nowMs + probePauseMs });
}

/** A refusal that says for how long begins a cooldown, or gives it another end. One that does not, or no response, ends none. */
function noteRefusal(
  kind: CooldownKind,
  target: CallTarget,
  { response, nowMs }: { readonly response: Parameters<Cooldowns["record"]>[1]; readonly nowMs: number },
): void {
  const isOfKind = response?.status === kind.status;
  const askedMs = isOfKind ? readRetryAfter(response.retryAfter, nowMs) : undefined;
  const cooldown = activeCooldown(kind, target, nowMs);
  if (cooldown === undefined && askedMs === undefined) return;
  const { over = new AbortController(), probePauseMs = FIRST_PROBE_MS } = cooldown ?? {};
  const untilMs = askedMs === undefined ? cooldown?.untilMs : nowMs + Math.min(askedMs, LONGEST_COOLDOWN_MS);
  const next = { untilMs: untilMs ?? nowMs, nextProbeMs: nowMs + probePauseMs, probePauseMs, isProbed: false, over };
  keepNewest(kind.byKey, [kind.keyOf(target), next], MAX_REMEMBERED);
}

function end({ keyOf, byKey }: CooldownKind, target: CallTarget): void {
  const key = keyOf(target);
  byKey.get(key)?.over.abort();
  byKey.delete(key);
}
