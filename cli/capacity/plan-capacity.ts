import {
  API_CALLS,
  CONVERSATION_WRITES,
  FUNCTION_NAMES,
  FUNCTIONS,
  type PlannedFunction,
  QUOTAS,
  TURN_BYTES,
  UTILISATION,
} from "./constants.ts";
import { factsOf, type Load, onAverage, publishedOf, requestsTo, secondsOf, turns } from "./load.ts";
import { type Costs, MONTH_DAYS, price, sum } from "./price.ts";

/** What a function needs at a load. */
interface FunctionPlan {
  readonly name: PlannedFunction;
  readonly perSecond: number;
  /** As many as Cloud Run keeps, some of whose time is free. */
  readonly instances: number;
  readonly maxInstances: number;
  /** Not even with nothing to spare. */
  readonly isTooMuch: boolean;
}

/** A limit, and at how many times the load it is reached. */
interface Limit {
  readonly limit: string;
  readonly timesLoad: number;
  readonly raiseWith: string;
}

/** What a load takes. */
export interface CapacityPlan {
  readonly functions: readonly FunctionPlan[];
  /** Nearest first. */
  readonly limits: readonly Limit[];
  /** Calls to Google's API, a second. */
  readonly apiCalls: number;
  /** Operations of Firestore a second, and how many minutes a new database takes to grow to them. */
  readonly firestore: { readonly operations: number; readonly growMinutes: number };
  /** Messages a second of one user: those that come in order, and those that a document bears for long. */
  readonly conversation: { readonly inOrder: number; readonly lasting: number };
  /** History when it is as long as it is kept, in bytes. */
  readonly historyBytes: number;
  /** Dollars a month. */
  readonly costs: Costs;
}

const DAY_SECONDS = 86_400;
const MILLION = 1e6;

/** Says what a load takes of a deployment with Terraform's defaults, what it costs, and which limits it reaches. */
export function planCapacity(load: Load): CapacityPlan {
  const mean = onAverage(load);
  const historyBytes = load.historyDays * DAY_SECONDS * (turns(mean) + mean.timers) * TURN_BYTES;
  const operations = sum(factsOf(load).map(({ count, of }) => count * (of.writes + of.reads)));
  return {
    functions: FUNCTION_NAMES.map((name) => planFunction(name, load)),
    limits: limitsOf(load).toSorted((one, other) => one.timesLoad - other.timesLoad),
    apiCalls: load.messages * API_CALLS.answered + load.outbound * API_CALLS.outbound,
    firestore: { operations, growMinutes: growMinutes(operations) },
    conversation: {
      inOrder: Math.min(1 / load.turnSeconds, QUOTAS.keyBytes / load.messageBytes),
      lasting: QUOTAS.firestore.documentWrites / CONVERSATION_WRITES,
    },
    historyBytes,
    costs: costsOf(mean, historyBytes),
  };
}

function planFunction(name: PlannedFunction, load: Load): FunctionPlan {
  const perSecond = requestsTo(name, load);
  const { maxInstances } = FUNCTIONS[name];
  const isTooMuch = fullInstances(name, load) > maxInstances;
  return { name, perSecond, instances: Math.ceil(instancesFor(name, load)), maxInstances, isTooMuch };
}

/** As many as Cloud Run keeps, whichever of CPU and concurrency asks for more. */
function instancesFor(name: PlannedFunction, load: Load): number {
  return fullInstances(name, load) / UTILISATION;
}

/** As many as could do it with nothing to spare. */
function fullInstances(name: PlannedFunction, load: Load): number {
  const { cpuMs, concurrency } = FUNCTIONS[name];
  const perSecond = requestsTo(name, load);
  return Math.max((perSecond * secondsOf(name, load)) / concurrency, (perSecond * cpuMs) / 1000);
}

function limitsOf(load: Load): readonly Limit[] {
  const ofFunctions = FUNCTION_NAMES.map((name) => ({
    limit: `${FUNCTIONS[name].maxInstances} instances of ${name}`,
    timesLoad: FUNCTIONS[name].maxInstances / fullInstances(name, load),
    raiseWith: `function_settings.${name}.max_instances`,
  }));
  const pushed = sum(publishedOf(load).map(({ count, bytes }) => count * bytes));
  return [
    ...ofFunctions,
    {
      limit: `${QUOTAS.pushBytes / MILLION} MB/s that Pub/Sub pushes in a region`,
      timesLoad: QUOTAS.pushBytes / pushed,
      raiseWith: "a higher quota",
    },
    {
      limit: `${QUOTAS.tasks} timers/s of a queue`,
      timesLoad: QUOTAS.tasks / load.timers,
      raiseWith: "another deployment (prefix)",
    },
  ].filter(({ timesLoad }) => Number.isFinite(timesLoad));
}

function growMinutes(operations: number): number {
  const { first, growth, everyMinutes } = QUOTAS.firestore;
  return operations <= first ? 0 : Math.ceil(Math.log(operations / first) / Math.log(growth)) * everyMinutes;
}

/** Of a month in which the load never rests. */
function costsOf(load: Load, historyBytes: number): Costs {
  const month = MONTH_DAYS * DAY_SECONDS;
  const busy = FUNCTION_NAMES.map((name) => ({ name, instances: paidInstances(name, load) }));
  const counted = <T extends { readonly count: number }>(list: readonly T[]) =>
    list.map((one) => ({ ...one, count: one.count * month }));
  const requests = sum(FUNCTION_NAMES.map((name) => requestsTo(name, load)));
  return price({
    requests: requests * month,
    busySeconds: sum(busy.map(({ instances }) => instances)) * month,
    gibSeconds: sum(busy.map(({ name, instances }) => instances * FUNCTIONS[name].memoryGib)) * month,
    published: counted(publishedOf(load)),
    facts: counted(factsOf(load)),
    historyBytes,
    timers: load.timers * month,
    logLines: (requests - requestsTo("ingress", load)) * month,
  });
}

/**
 * Instances that are paid for, on average. One is paid for while a request is under way: with n at once on average, which come
 * at random, that is 1 - e^-n of the time. A busy function has as many as Cloud Run keeps.
 */
function paidInstances(name: PlannedFunction, load: Load): number {
  const underWay = requestsTo(name, load) * secondsOf(name, load);
  return Math.max(1 - Math.exp(-underWay), instancesFor(name, load));
}
