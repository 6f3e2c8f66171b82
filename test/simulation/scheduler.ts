import type { Chance } from "./chance.ts";
import { type EventHeap, type EventOwner, isBefore, openEventHeap, type PlannedEvent } from "./event-heap.ts";

/** Virtual time, and everything that is to happen in it, one thing after the other. */
export interface Scheduler {
  /** Milliseconds since 1970. */
  now(): number;
  /** Plans an event. Those of one time happen in an order that the seed draws. @returns What cancels it. */
  after(delayMs: number, run: () => void, options?: PlanOptions): Planned;
  /** Plans again what an owner has kept: now, in the order of the calls. */
  resume(event: PlannedEvent): void;
  /** Lets everything happen that is due until then. */
  runUntil(time: number): Promise<void>;
  /** Lets things happen until only what stands by is left before that time. @returns False when more is left at that time. */
  runUntilIdle(time: number): Promise<boolean>;
  /** How many events have happened. */
  events(): number;
}

/** How an event is planned. */
interface PlanOptions {
  readonly owner?: EventOwner | undefined;
  /** Nobody waits for it, such as a time-out: a world is idle although it is still to come. */
  readonly standsBy?: boolean;
  /** Events of one lane and one time happen in the order in which they were planned. */
  readonly lane?: number;
}

/** An event that may still be cancelled. */
export interface Planned {
  cancel(): void;
}

/** So often the event loop gets a turn of its own, for whatever else the process does. */
const BURST = 20_000;

/** Opens a scheduler at a time. */
export function openScheduler(startsAt: number, chance: Chance): Scheduler {
  const heaps = { awaited: openEventHeap(), standby: openEventHeap() };
  let now = startsAt;
  let planned = 0;
  let happened = 0;
  const happen = (event: PlannedEvent) => {
    now = Math.max(now, event.time);
    if (event.owner !== undefined && !event.owner.admit(event)) return;
    happened += 1;
    event.run();
  };
  return {
    now: () => now,
    events: () => happened,
    after(delayMs, run, { owner, standsBy = false, lane } = {}) {
      planned += 1;
      const time = now + Math.max(0, Math.ceil(delayMs));
      const event = { time, tie: lane ?? chance.next(), order: planned, run, owner, isCancelled: false };
      (standsBy ? heaps.standby : heaps.awaited).push(event);
      return {
        cancel() {
          event.isCancelled = true;
        },
      };
    },
    resume(event) {
      planned += 1;
      heaps.awaited.push(Object.assign(event, { time: now, tie: 0, order: planned }));
    },
    async runUntil(time) {
      await eachInTurn(() => nextUntil(heaps, time), happen);
      now = Math.max(now, time);
    },
    async runUntilIdle(time) {
      await eachInTurn(() => (isIdle(heaps, time) ? undefined : nextUntil(heaps, time)), happen);
      return heaps.awaited.peek() === undefined;
    },
  };
}

interface Heaps {
  readonly awaited: EventHeap;
  readonly standby: EventHeap;
}

function isIdle({ awaited }: Heaps, time: number): boolean {
  const next = awaited.peek();
  return next === undefined || next.time > time;
}

function nextUntil({ awaited, standby }: Heaps, time: number): PlannedEvent | undefined {
  const [one, other] = [awaited.peek(), standby.peek()];
  const isOther = other !== undefined && (one === undefined || isBefore(other, one));
  const next = isOther ? other : one;
  if (next === undefined || next.time > time) return undefined;
  return (isOther ? standby : awaited).pop();
}

/**
 * Lets one event happen after the other, each when all that the one before has set off has settled. A tick that was asked for
 * by a microtask runs when no microtask is left, without a turn of the event loop. It is done twice, because somebody else's
 * tick may have come before ours and set off more.
 */
function eachInTurn(next: () => PlannedEvent | undefined, happen: (event: PlannedEvent) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let count = 0;
  const again = () => process.nextTick(step);
  const once = () => queueMicrotask(again);
  const whenSettled = () => process.nextTick(once);
  const step = () => {
    try {
      const event = next();
      if (event === undefined) return resolve();
      happen(event);
    } catch (error) {
      return reject(error);
    }
    count += 1;
    if (count % BURST === 0) setImmediate(step);
    else queueMicrotask(whenSettled);
  };
  queueMicrotask(whenSettled);
  return promise;
}
