import { setTimeout as sleep } from "node:timers/promises";
import type { SleepClock } from "../ports/clock.ts";

export const systemClock: SleepClock = {
  now: () => new Date(),
  async sleep(millis, until) {
    if (until === undefined) await sleep(millis);
    else await sleep(millis, undefined, { signal: until }).catch(() => undefined);
  },
  after(millis, act) {
    const timer = setTimeout(act, millis).unref();
    return () => clearTimeout(timer);
  },
};
