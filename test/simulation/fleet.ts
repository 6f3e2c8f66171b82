import type { HttpFunction, HttpRequest } from "../../shared/base/http.ts";
import type { Chance } from "./chance.ts";
import { type DeliveryAnswer, type Instance, startInstance } from "./instance.ts";
import type { Scheduler } from "./scheduler.ts";
import type { FunctionName } from "./world-fault.ts";

/** The instances of one function, and what scales them. */
export interface Fleet {
  /** Gives the request to an instance; a new one when none is there, or when it likes. @returns The instance's number. */
  handle(request: HttpRequest, answer: DeliveryAnswer): number;
  /** Gives nothing more to those that are there. They end when they have answered, or after ten seconds. */
  replace(): void;
  /** Those that live, the oldest first. */
  instances(): readonly Instance[];
}

/** What a fleet works with. */
export interface FleetOptions {
  readonly function: FunctionName;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly nextNumber: () => number;
  readonly build: (instance: Instance) => HttpFunction;
  readonly onStarted: (instance: Instance) => void;
  readonly onDied: (instance: Instance) => void;
  readonly onResumed: (instance: Instance) => void;
}

const MOST_INSTANCES = 4;
/** How often a request starts another one although one is there. */
const GROWTH = 0.01;
const LEAST_COLD_START_MS = 300;
const MOST_COLD_START_MS = 2500;
const MOST_REQUEST_MS = 5;
const LEAST_IDLE_MS = 5 * 60_000;
const MOST_IDLE_MS = 15 * 60_000;
const TERM_MS = 10_000;

/** Opens a fleet without instances. */
export function openFleet(options: FleetOptions): Fleet {
  const { scheduler, chance } = options;
  const serving: Instance[] = [];
  const retiring: Instance[] = [];
  const prune = () => {
    for (const list of [serving, retiring]) {
      for (let place = list.length - 1; place >= 0; place -= 1) if (!list[place]?.isAlive()) list.splice(place, 1);
    }
  };
  const start = () => {
    const number = options.nextNumber();
    const instance = startInstance({ ...options, number, chance: chance.split(String(number)) });
    serving.push(instance);
    options.onStarted(instance);
    return instance;
  };
  const watched = new Set<Instance>();
  /** Ends it when nothing has come for long enough. */
  const watch = (instance: Instance) => {
    if (watched.has(instance)) return;
    watched.add(instance);
    const since = instance.idleSince();
    const look = () => {
      watched.delete(instance);
      if (!instance.isAlive() || instance.underWay() > 0) return;
      if (instance.idleSince() === since) instance.die();
      else watch(instance);
    };
    scheduler.after(chance.between(LEAST_IDLE_MS, MOST_IDLE_MS), look, { standsBy: true });
  };
  return {
    handle(request, answer) {
      prune();
      const isCold = serving.length === 0 || (serving.length < MOST_INSTANCES && chance.isLucky(GROWTH));
      const instance = (isCold ? undefined : serving[chance.between(0, serving.length - 1)]) ?? start();
      const delayMs = isCold
        ? chance.between(LEAST_COLD_START_MS, MOST_COLD_START_MS)
        : chance.between(0, MOST_REQUEST_MS);
      const give: DeliveryAnswer = (response) => {
        if (instance.underWay() === 0) watch(instance);
        answer(response);
      };
      scheduler.after(delayMs, () => instance.handle(request, give));
      return instance.number;
    },
    replace() {
      for (const instance of serving.splice(0)) {
        retiring.push(instance);
        scheduler.after(TERM_MS, () => instance.die(), { standsBy: true });
      }
    },
    instances() {
      prune();
      return [...serving, ...retiring].toSorted((one, other) => one.number - other.number);
    },
  };
}
