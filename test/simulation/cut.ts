import { present } from "../../shared/base/present.ts";
import type { Chance } from "./chance.ts";
import type { ExchangeAbout, Faults, TakenFault } from "./faults.ts";
import type { Instance } from "./instance.ts";
import type { Observation } from "./observation.ts";
import type { Scheduler } from "./scheduler.ts";

/** What every call of an instance to a service goes through: request and answer are two events, and faults act on both. */
export interface Cut {
  cross<T>(crossing: Crossing, service: CrossedService<T>): Promise<T>;
  /** How many calls there were. */
  calls(): number;
}

/** Who calls what. */
interface Crossing extends Omit<ExchangeAbout, "function"> {
  readonly instance: Instance;
  /** The id that the call carries, or the path of its document. */
  readonly id?: string | undefined;
  /** The caller gives up after so long. */
  readonly patienceMs?: number;
}

/** What is beyond the cut. */
export interface CrossedService<T> {
  readonly serve: () => T | Promise<T>;
  readonly statusOf: (answer: T) => number;
  /** The answer of a service that refuses. @throws what its client would throw. */
  readonly refuse: (status: number, retryAfterSeconds: number | undefined) => T;
  /** What breaks when the connection does. */
  readonly broken: () => Error;
  /** The client makes a call again by itself when its answer was lost. */
  readonly isRetried?: boolean;
}

/** What the cut works with. */
export interface CutPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly observe: (seen: Observation) => void;
}

const LEAST_LATENCY_MS = 1;
const MOST_LATENCY_MS = 15;
/** How often a client that makes calls again comes through when an answer was lost. */
const RETRY_SHARE = 0.5;

/** A call on its way. */
interface UnderWay<T> extends CutPorts {
  readonly call: number;
  readonly crossing: Crossing;
  readonly service: CrossedService<T>;
  fault: TakenFault | undefined;
  readonly settle: PromiseWithResolvers<T>;
  /** The caller waits no longer. */
  isOver: boolean;
}

/** Opens the cut. */
export function openCut(ports: CutPorts): Cut {
  let calls = 0;
  return {
    calls: () => calls,
    cross<T>(crossing: Crossing, service: CrossedService<T>): Promise<T> {
      const settle = Promise.withResolvers<T>();
      const { instance } = crossing;
      if (!instance.isAlive()) return settle.promise;
      calls += 1;
      const fault = ports.faults.take({ ...crossing, function: instance.function });
      const underWay: UnderWay<T> = { ...ports, call: calls, crossing, service, fault, settle, isOver: false };
      ports.observe(begun(underWay));
      if (fault?.mode.type === "crash-before") instance.die();
      else begin(underWay);
      watchEnd(underWay);
      return settle.promise;
    },
  };
}

function begun({ call, crossing, scheduler }: Pick<UnderWay<never>, "call" | "crossing" | "scheduler">): Observation {
  const { instance, service, method, user, id } = crossing;
  const by = { function: instance.function, instance: instance.number };
  return { type: "call-begun", at: scheduler.now(), ...by, call, service, method, ...present({ user, id }) };
}

function begin<T>(underWay: UnderWay<T>): void {
  const { scheduler, fault } = underWay;
  const latencyMs = latency(underWay);
  switch (fault?.mode.type) {
    case "hang":
    case "crash-before":
      return;
    case "reset":
      answer(underWay, latencyMs, () => Promise.reject(underWay.service.broken()));
      return;
    case "status": {
      const { status, retryAfterSeconds } = fault.mode;
      answer(underWay, 2 * latencyMs, async () => underWay.service.refuse(status, retryAfterSeconds));
      return;
    }
    case "slow-request":
      scheduler.after(fault.mode.ms, () => void serve(underWay));
      return;
    default:
      scheduler.after(latencyMs, () => void serve(underWay));
  }
}

/** The service does it, whatever has become of the caller. */
async function serve<T>(underWay: UnderWay<T>): Promise<void> {
  const { service, scheduler, observe, call, fault, crossing } = underWay;
  const served = await Promise.resolve(service.serve()).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const status = "value" in served ? service.statusOf(served.value) : 500;
  observe({ type: "call-done", at: scheduler.now(), call, status });
  const give = () => ("value" in served ? Promise.resolve(served.value) : Promise.reject(served.error));
  const latencyMs = latency(underWay);
  switch (fault?.mode.type) {
    case "hung-answer":
      return;
    case "crash-after":
      return crossing.instance.die();
    case "lost-answer":
      return loseAnswer(underWay, latencyMs);
    case "slow-answer":
      return answer(underWay, latencyMs + fault.mode.ms, give);
    default:
      return answer(underWay, latencyMs, give);
  }
}

/** The caller's client may make the call again, and so meet what the first one has done. */
function loseAnswer<T>(underWay: UnderWay<T>, latencyMs: number): void {
  const { service, chance, scheduler, crossing } = underWay;
  if (!service.isRetried || !chance.isLucky(RETRY_SHARE)) {
    answer(underWay, latencyMs, () => Promise.reject(service.broken()));
    return;
  }
  const again = () => {
    underWay.fault = undefined;
    void serve(underWay);
  };
  scheduler.after(latencyMs + latency(underWay), again, { owner: crossing.instance });
}

function answer<T>(underWay: UnderWay<T>, delayMs: number, give: () => Promise<T>): void {
  const { scheduler, crossing, settle, observe, call, fault, service } = underWay;
  const ended = (status?: number) => {
    underWay.isOver = true;
    observe({ type: "call-ended", at: scheduler.now(), call, ...present({ status, fault: fault?.name }) });
  };
  const arrive = () => {
    if (underWay.isOver) return;
    give().then(
      (value) => {
        ended(service.statusOf(value));
        settle.resolve(value);
      },
      (error) => {
        ended();
        settle.reject(error);
      },
    );
  };
  scheduler.after(delayMs, arrive, { owner: crossing.instance });
}

/** Ends the call when its caller gives up. What it does at the service is done all the same. */
function watchEnd<T>(underWay: UnderWay<T>): void {
  const { crossing, settle, observe, scheduler, call, service } = underWay;
  const { instance, patienceMs } = crossing;
  if (patienceMs === undefined) return;
  const giveUp = () => {
    if (underWay.isOver || !instance.isAlive()) return;
    underWay.isOver = true;
    observe({ type: "call-aborted", at: scheduler.now(), call });
    settle.reject(service.broken());
  };
  const { cancel } = scheduler.after(patienceMs, giveUp, { owner: instance, standsBy: true });
  settle.promise.then(cancel, cancel);
}

function latency({ chance }: CutPorts): number {
  return chance.between(LEAST_LATENCY_MS, MOST_LATENCY_MS);
}
