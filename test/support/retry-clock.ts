import type { Pace } from "../../shared/google/http/retry.ts";

/** A pace whose time only moves when somebody waits. */
export interface FakePace extends Pace {
  /** How long each wait was, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets time go by. */
  readonly pass: (millis: number) => void;
}

export const START = new Date("2026-11-20T10:15:00Z");

/** Chance is always a half. */
export function fakePace(): FakePace {
  const waits: number[] = [];
  let nowMs = START.getTime();
  const pass = (millis: number) => {
    nowMs += millis;
  };
  return {
    waits,
    pass,
    now: () => new Date(nowMs),
    random: () => 0.5,
    async sleep(millis) {
      waits.push(millis);
      pass(millis);
    },
  };
}
