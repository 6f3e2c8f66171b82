import { PAUSE_READ_MS, PAUSED_BY_MS } from "../base/budgets.ts";
import { describeError } from "../base/describe-error.ts";
import { PausedError } from "../base/errors.ts";
import type { AgentId } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Act } from "../conversation/act.ts";
import type { Fact } from "../conversation/journal.ts";
import type { Clock } from "../ports/clock.ts";
import type { Pause, PauseScope, Pauses } from "../ports/pauses.ts";

/** Who says something to a user, and because of what: `outbound` is a request of others, `bot` is everything else. */
export interface Speech {
  readonly agent: AgentId;
  readonly because: "bot" | "outbound";
}

/** What everything that says something to a user passes first. */
export interface PauseGate {
  /** Why it must not be said now; `undefined` when it may. It never fails: what cannot be read pauses nothing more. */
  refusal(of: Speech): Promise<PausedError | undefined>;
  /** @returns Until when a call may last that says it, `until` at the latest. @throws PausedError when it must not be said now. */
  permit(of: Speech, until: Date): Promise<Date>;
}

interface GatePorts {
  readonly pauses: Pauses;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the gate of a process. It reads what is paused when something is to be said and the last reading is half a minute old:
 * one read for however many messages come meanwhile, and none while nothing comes. What it permits has ended 55 s after the
 * reading, so within a minute a pause counts everywhere. When a reading fails, the last one counts on: the document lies beside
 * history, without which no turn is taken anyway.
 */
export function openPauseGate({ pauses, clock, log }: GatePorts): PauseGate {
  let known: { readonly pauses: readonly Pause[]; readonly asOfMs: number } = { pauses: [], asOfMs: -Infinity };
  let reading: Promise<void> | undefined;
  const read = async (asOfMs: number): Promise<void> => {
    try {
      known = { pauses: await pauses.read(), asOfMs };
      for (const { scope } of known.pauses) log("WARNING", "is_paused", fieldsOf(scope));
    } catch (error) {
      known = { ...known, asOfMs };
      log("WARNING", "pauses_unread", { error: describeError(error) });
    } finally {
      reading = undefined;
    }
  };
  const readIfOld = async () => {
    const now = clock.now().getTime();
    // A clock may also be set back.
    if (Math.abs(now - known.asOfMs) >= PAUSE_READ_MS) reading ??= read(now);
    await reading;
    return known;
  };
  const refusal: PauseGate["refusal"] = async (of) => {
    const paused = (await readIfOld()).pauses.find(({ scope }) => covers(scope, of));
    return paused && new PausedError(`Cannot say it now: ${nameOf(paused.scope)} is paused; resume it with heliograph`);
  };
  return {
    refusal,
    async permit(of, until) {
      const refused = await refusal(of);
      if (refused !== undefined) throw refused;
      return new Date(Math.min(until.getTime(), known.asOfMs + PAUSED_BY_MS));
    },
  };
}

/** What is said about a fact. */
export function speechAbout({ type, agent }: Pick<Fact, "type" | "agent">): Speech {
  return { agent, because: type === "outbound" ? "outbound" : "bot" };
}

/** True for what the user sees, and a pause holds back. */
export function isSaid({ do: what }: Act): boolean {
  return what === "send" || what === "announce" || what === "survey";
}

function covers(scope: PauseScope, { agent, because }: Speech): boolean {
  return scope.type === "agent" ? scope.agent === agent : scope.type === because;
}

/** What people call a scope. */
function nameOf(scope: PauseScope): string {
  return scope.type === "agent" ? `the agent ${scope.agent}` : scope.type;
}

function fieldsOf(scope: PauseScope): Parameters<Log>[2] {
  return { kind: scope.type, ...present({ agent: scope.type === "agent" ? scope.agent : undefined }) };
}
