import { setTimeout as sleep } from "node:timers/promises";
import type { Timer } from "../ports/clock.ts";

export const systemClock: Timer = {
  now: () => new Date(),
  async wait(millis, until) {
    if (until === undefined) await sleep(millis);
    else await sleep(millis, undefined, { signal: until }).catch(() => undefined);
  },
};
