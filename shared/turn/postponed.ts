import { PausedError } from "../base/errors.ts";
import type { Act } from "../conversation/act.ts";
import { isSaid } from "./pause-gate.ts";

/** What a try leaves to another one, while it goes on with the rest. */
export interface Postponed {
  /** Keeps the failure of a timer, and that something is paused; throws any other. */
  keepFailure(act: Act): (error: unknown) => undefined;
  /** True for words after others that must not be said now: words have an order. */
  isHeld(act: Act): boolean;
  /** @throws what was kept, a pause last: with it, the message would not be delivered again soon. */
  throwFirst(): void;
}

/** Opens an empty list. */
export function openPostponed(): Postponed {
  const kept: unknown[] = [];
  return {
    keepFailure: (act) => (error) => {
      if (act.do !== "setTimer" && !isPause(error)) throw error;
      kept.push(error);
    },
    isHeld: (act) => isSaid(act) && kept.some(isPause),
    throwFirst() {
      if (kept.length > 0) throw kept.find((error) => !isPause(error)) ?? kept[0];
    },
  };
}

function isPause(error: unknown): boolean {
  return error instanceof PausedError;
}
