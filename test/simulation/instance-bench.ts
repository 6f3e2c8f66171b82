import type { HttpFunction } from "../../shared/base/http.ts";
import { openChance } from "./chance.ts";
import { type CrossedService, openCut } from "./cut.ts";
import { openFaults } from "./faults.ts";
import { type Instance, startInstance } from "./instance.ts";
import type { Observation } from "./observation.ts";
import { openScheduler } from "./scheduler.ts";
import type { FaultMode } from "./world-fault.ts";

/** When virtual time begins. */
export const START = Date.parse("2030-01-01T00:00:00Z");

/** Opens one instance that runs what is told, beside a service that counts how often it was called. */
export function openInstanceBench(build: (instance: Instance) => HttpFunction, seed = 9) {
  const chance = openChance(seed);
  const scheduler = openScheduler(START, chance.split("order"));
  const seen: Observation[] = [];
  const faults = openFaults({ scheduler, chance: chance.split("faults"), onChange: () => undefined });
  const observe = (one: Observation) => void seen.push(one);
  const cut = openCut({ scheduler, chance: chance.split("cut"), faults, observe });
  const ends: string[] = [];
  const instance = startInstance({
    function: "messages",
    number: 1,
    scheduler,
    chance: chance.split("instance"),
    build,
    onResumed: () => void ends.push("resumed"),
    onDied: () => void ends.push("died"),
  });
  let served = 0;
  const service: CrossedService<number> = {
    serve() {
      served += 1;
      return 200;
    },
    statusOf: (status) => status,
    refuse: (status) => status,
    broken: () => new Error("The connection was reset"),
  };
  return {
    scheduler,
    instance,
    ends,
    served: () => served,
    types: () => seen.map(({ type }) => type),
    fail: (mode: FaultMode) => faults.begin({ name: mode.type, service: "google", mode }),
    call: (options: { readonly patienceMs?: number; readonly isRetried?: boolean } = {}) => {
      const { isRetried = false, ...crossing } = options;
      return cut.cross({ instance, service: "google", method: "send", ...crossing }, { ...service, isRetried });
    },
    /** Gives the instance a request. @returns What it has answered, once it has. */
    request: () => {
      const answers: (number | undefined)[] = [];
      instance.handle({ method: "POST", path: "/", headers: {}, body: undefined }, (response) =>
        answers.push(response?.status),
      );
      return answers;
    },
    until: (ms: number) => scheduler.runUntil(START + ms),
  };
}
