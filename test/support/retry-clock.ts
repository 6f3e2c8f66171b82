import { systemClock } from "../../shared/google/clock.ts";
import type { RetryClock } from "../../shared/google/http/retry.ts";
import { openTransport } from "../../shared/google/http/transport.ts";
import type { World } from "../../shared/google/http/world.ts";

/** A clock whose time only moves when somebody waits. */
export interface FakeRetryClock extends RetryClock {
  /** How long each wait was, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets time go by. */
  readonly advance: (millis: number) => void;
}

export const START = new Date("2026-11-20T10:15:00Z");

/** Chance is always a half. */
export function fakeRetryClock(): FakeRetryClock {
  const waits: number[] = [];
  let nowMs = START.getTime();
  const advance = (millis: number) => {
    nowMs += millis;
  };
  return {
    waits,
    advance,
    now: () => new Date(nowMs),
    random: () => 0.5,
    async sleep(millis) {
      waits.push(millis);
      advance(millis);
    },
    after: systemClock.after,
  };
}

/** The network of this machine, at another time. */
export function worldOf(clock: RetryClock): World {
  return { clock, openTransport: () => openTransport(clock) };
}
