import type { HttpFunction } from "../../shared/base/http.ts";
import type { Chance } from "./chance.ts";
import { type Fleet, openFleet } from "./fleet.ts";
import type { Instance } from "./instance.ts";
import type { Observation } from "./observation.ts";
import type { Scheduler } from "./scheduler.ts";
import type { FunctionName } from "./world-fault.ts";

/** The instances of all functions. */
export interface Fleets {
  of(name: FunctionName): Fleet;
  /** Replaces every instance. */
  replace(): void;
  /** How many instances there were. */
  started(): number;
}

interface FleetsOptions {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly build: (instance: Instance) => HttpFunction;
  readonly observe: (seen: Observation) => void;
}

/** Opens a fleet for each function. */
export function openFleets({ scheduler, chance, build, observe }: FleetsOptions): Fleets {
  let started = 0;
  const show = (
    type: "instance-started" | "instance-stopped" | "instance-crashed" | "instance-resumed",
    of: Instance,
  ) => observe({ type, at: scheduler.now(), function: of.function, instance: of.number });
  const open = (name: FunctionName) =>
    openFleet({
      function: name,
      scheduler,
      chance: chance.split(name),
      nextNumber() {
        started += 1;
        return started;
      },
      build,
      onStarted: (instance) => show("instance-started", instance),
      onDied: (instance) => show(instance.underWay() > 0 ? "instance-crashed" : "instance-stopped", instance),
      onResumed: (instance) => show("instance-resumed", instance),
    });
  const fleets: Readonly<Record<FunctionName, Fleet>> = {
    ingress: open("ingress"),
    messages: open("messages"),
    events: open("events"),
    receipts: open("receipts"),
    outbound: open("outbound"),
  };
  return {
    of: (name) => fleets[name],
    replace() {
      for (const fleet of Object.values(fleets)) fleet.replace();
    },
    started: () => started,
  };
}
