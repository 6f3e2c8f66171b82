import type { Chance } from "./chance.ts";
import type { Planned, Scheduler } from "./scheduler.ts";
import type { FaultMode, FunctionName, Service, UserKey, WorldFault } from "./world-fault.ts";

/** The faults that act now, and what they have done. */
export interface Faults {
  begin(fault: WorldFault): void;
  end(name: string): void;
  /** Draws whether a fault meets the exchange; the first one that does. */
  take(exchange: ExchangeAbout): TakenFault | undefined;
  /** True while nothing at all of a service works. */
  isAway(service: Service): boolean;
  /** How often each has acted. */
  counts(): Readonly<Record<string, number>>;
  /** Counts what is no exchange's, such as a crash. */
  count(name: string): void;
}

/** What faults are chosen by. */
export interface ExchangeAbout {
  readonly service: Service;
  readonly method: string;
  readonly function?: FunctionName | undefined;
  readonly user?: UserKey | undefined;
}

/** A fault that meets an exchange. */
export interface TakenFault {
  readonly name: string;
  readonly mode: FaultMode;
}

interface ActiveFault {
  readonly fault: WorldFault;
  readonly chance: Chance;
  left: number;
  end: Planned | undefined;
}

interface FaultPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly onChange: (type: "fault-begun" | "fault-ended", fault: WorldFault) => void;
}

/** Opens an empty set. */
export function openFaults({ scheduler, chance, onChange }: FaultPorts): Faults {
  const active = new Map<string, ActiveFault>();
  const counts = new Map<string, number>();
  let begun = 0;
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const end = (name: string) => {
    const one = active.get(name);
    if (one === undefined) return;
    one.end?.cancel();
    active.delete(name);
    onChange("fault-ended", one.fault);
  };
  return {
    end,
    count,
    begin(fault) {
      end(fault.name);
      begun += 1;
      const { name, forMs, times = Number.POSITIVE_INFINITY } = fault;
      const planned = forMs === undefined ? undefined : scheduler.after(forMs, () => end(name));
      active.set(name, { fault, chance: chance.split(`${name}/${begun}`), left: times, end: planned });
      onChange("fault-begun", fault);
    },
    take(exchange) {
      const met = [...active.values()].find((one) => meets(one, exchange));
      if (met === undefined) return undefined;
      const { name, mode } = met.fault;
      met.left -= 1;
      if (met.left <= 0) end(name);
      count(`${exchange.service}/${mode.type === "status" ? mode.status : mode.type}`);
      return { name, mode };
    },
    isAway: (service) => [...active.values()].some(({ fault }) => fault.service === service && isWhole(fault)),
    counts: () => Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))),
  };
}

function meets({ fault, chance }: ActiveFault, exchange: ExchangeAbout): boolean {
  const { probability = 1 } = fault;
  return fits(fault, exchange) && (probability >= 1 || chance.isLucky(probability));
}

function fits(fault: WorldFault, { service, method, user, function: of }: ExchangeAbout): boolean {
  return (
    fault.service === service &&
    (fault.method === undefined || fault.method === method) &&
    (fault.function === undefined || fault.function === of) &&
    (fault.user === undefined || isSame(fault.user, user))
  );
}

function isSame(one: UserKey, other: UserKey | undefined): boolean {
  return one.channel === other?.channel && one.address === other.address;
}

/** An outage, and no fault of some exchanges. */
function isWhole({ probability = 1, mode, method, user, times, function: of }: WorldFault): boolean {
  const isNarrow = [method, user, times, of].some((limit) => limit !== undefined);
  return probability === 1 && !isNarrow && ["status", "hang", "reset"].includes(mode.type);
}
