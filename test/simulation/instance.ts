import type { HttpFunction, HttpRequest, HttpResponse } from "../../shared/base/http.ts";
import type { RetryClock } from "../../shared/google/http/retry.ts";
import type { Chance } from "./chance.ts";
import type { EventOwner, PlannedEvent } from "./event-heap.ts";
import { instanceClock } from "./instance-clock.ts";
import type { Scheduler } from "./scheduler.ts";
import type { FunctionName } from "./world-fault.ts";

/** A process of one function, with its own memory and its own clock. */
export interface Instance extends EventOwner {
  readonly function: FunctionName;
  readonly number: number;
  readonly chance: Chance;
  readonly clock: RetryClock;
  isAlive(): boolean;
  /** How many requests it has not answered. */
  underWay(): number;
  /** Since when it has nothing to do. */
  idleSince(): number;
  /** Answers the request; with nothing when it dies before. */
  handle(request: HttpRequest, answer: DeliveryAnswer): void;
  /** It ends at once: nothing that it waits for ever happens, and whoever waits for it learns that the connection broke. */
  die(): void;
  /** It stands still: what is due meanwhile happens at the end, in its order. */
  pause(forMs: number): void;
  /** Its clock is so far ahead from now on. */
  skew(byMs: number): void;
}

/** What a request is answered with; `undefined` when the connection broke. */
export type DeliveryAnswer = (response: HttpResponse | undefined) => void;

/** What an instance is made of. */
export interface InstanceOptions {
  readonly function: FunctionName;
  readonly number: number;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  /** Composes what it runs. Called once, before anything else. */
  readonly build: (instance: Instance) => HttpFunction;
  /** The pause has ended. */
  readonly onResumed: (instance: Instance) => void;
  /** It ends, whatever ends it; what it has under way is not broken off yet. */
  readonly onDied: (instance: Instance) => void;
}

/** Starts an instance. Between requests it is frozen, as Cloud Run does it: what it waits for happens with the next request. */
export function startInstance({ scheduler, chance, build, onResumed, onDied, ...of }: InstanceOptions): Instance {
  const open = new Set<DeliveryAnswer>();
  const held: PlannedEvent[] = [];
  let isAlive = true;
  let pausedUntil = 0;
  let idleSince = scheduler.now();
  let aheadMs = 0;
  const isStill = () => open.size === 0 || scheduler.now() < pausedUntil;
  const thaw = () => {
    if (!isAlive || isStill()) return;
    for (const event of held.splice(0)) scheduler.resume(event);
  };
  const finish = (answer: DeliveryAnswer, response: HttpResponse) => {
    if (!isAlive || !open.delete(answer)) return;
    idleSince = scheduler.now();
    answer(response);
  };
  const clock = instanceClock({
    scheduler,
    chance: chance.split("clock"),
    owner: () => instance,
    isAlive: () => isAlive,
    aheadMs: () => aheadMs,
  });
  const instance: Instance = {
    ...of,
    chance,
    clock,
    isAlive: () => isAlive,
    underWay: () => open.size,
    idleSince: () => idleSince,
    admit(event) {
      if (!isAlive) return false;
      if (!isStill()) return true;
      held.push(event);
      return false;
    },
    handle(request, answer) {
      if (!isAlive) return answer(undefined);
      open.add(answer);
      thaw();
      const begin = () => void fn(request).then((response) => finish(answer, response));
      if (isStill()) scheduler.after(0, begin, { owner: instance });
      else begin();
    },
    die() {
      if (!isAlive) return;
      isAlive = false;
      onDied(instance);
      clock.end();
      held.length = 0;
      for (const answer of open) answer(undefined);
      open.clear();
    },
    pause(forMs) {
      pausedUntil = Math.max(pausedUntil, scheduler.now() + forMs);
      scheduler.after(forMs, () => {
        if (!isAlive || scheduler.now() < pausedUntil) return;
        onResumed(instance);
        thaw();
      });
    },
    skew(byMs) {
      aheadMs = byMs;
    },
  };
  const fn = build(instance);
  return instance;
}
