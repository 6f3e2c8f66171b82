import type { SleepClock } from "./clock.ts";

/** How long what was read stays in hand without a word from whoever has it. */
export const HOLD_MS = 20_000;
const RENEW_EVERY_MS = 5_000;

/** Work that is repeated until it is ended. */
export interface Renewal {
  /** @throws what the work threw the last time: what was in hand may be lost. */
  check(): void;
  end(): void;
}

/** Repeats `work`, which keeps something in hand, well before its time is over. */
export function keepRenewing(work: () => Promise<void>, clock: Pick<SleepClock, "after">): Renewal {
  let failed: { readonly error: unknown } | undefined;
  let cancel: () => void;
  let hasEnded = false;
  const next = () => {
    cancel = clock.after(RENEW_EVERY_MS, () => void renew());
  };
  const renew = async () => {
    try {
      await work();
      failed = undefined;
    } catch (error) {
      failed = { error };
    }
    if (!hasEnded) next();
  };
  next();
  return {
    check() {
      if (failed !== undefined) throw failed.error;
    },
    end() {
      hasEnded = true;
      cancel();
    },
  };
}
