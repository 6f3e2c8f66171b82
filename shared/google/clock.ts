import type { Clock } from "../effect/ports.ts";

export const systemClock: Clock = { now: () => new Date() };
