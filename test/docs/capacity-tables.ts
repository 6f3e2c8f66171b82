import {
  FUNCTION_NAMES,
  FUNCTIONS,
  HISTORY,
  LOGS,
  type PlannedFunction,
  PRICES,
  QUOTAS,
  RECEIPT_BYTES,
  RETENTION_DAYS,
  SHORT_SECONDS,
  TURN_BYTES,
  USUAL_LOAD,
} from "../../cli/capacity/constants.ts";
import type { Load } from "../../cli/capacity/load.ts";
import { planCapacity } from "../../cli/capacity/plan-capacity.ts";
import { type Billed, type Costs, price, total } from "../../cli/capacity/price.ts";
import { COST_NAMES, formatBytes, formatDollars, formatNumber } from "../../cli/capacity/write-capacity.ts";

const MILLION = 1e6;

/** The loads of docs/capacity.md. */
const LOADS = [1, 100, 10_000].map((messages): Load => {
  return { ...USUAL_LOAD, messages };
});
const PLANS = LOADS.map(planCapacity);

/** What each load needs and costs. */
export function loads(): string {
  const instances = FUNCTION_NAMES.filter((name) => name !== "events" && name !== "outbound").map((name) => [
    `instances of ${name}`,
    ...PLANS.map(({ functions }) => formatNumber(functions.find((one) => one.name === name)?.instances ?? 0)),
  ]);
  const costs = (Object.keys(COST_NAMES) as (keyof Costs)[])
    .filter((name) => name !== "timers")
    .map((name) => [`$ a month: ${COST_NAMES[name]}`, ...PLANS.map(({ costs }) => formatDollars(costs[name]))]);
  return table([
    ["messages a second", ...LOADS.map(({ messages }) => formatNumber(messages))],
    ["webhooks a second", ...PLANS.map(({ functions }) => formatNumber(functions[0]?.perSecond ?? 0))],
    ...instances,
    ["calls to Google's API a second", ...PLANS.map(({ apiCalls }) => formatNumber(apiCalls))],
    ["Firestore, operations a second", ...PLANS.map(({ firestore }) => formatNumber(firestore.operations))],
    [
      "… minutes for a new database to grow to them",
      ...PLANS.map(({ firestore }) => formatNumber(firestore.growMinutes)),
    ],
    ["history after 90 days", ...PLANS.map(({ historyBytes }) => formatBytes(historyBytes))],
    ...costs,
    ["**$ a month, total**", ...PLANS.map(({ costs }) => `**${formatDollars(total(costs))}**`)],
  ]);
}

/** What ends growth. */
export function limits(): string {
  const [one] = PLANS;
  const asCode = (raiseWith: string) => (raiseWith.startsWith("function_settings") ? `\`${raiseWith}\`` : raiseWith);
  const rows = one?.limits.map(({ timesLoad, limit, raiseWith }) => [
    formatNumber(timesLoad),
    limit,
    asCode(raiseWith),
  ]);
  return table([["reached at so many messages a second", "limit", "raise it with"], ...(rows ?? [])]);
}

/** What it is computed from. */
export function figures(): string {
  const { run, pubsub, firestore, tasks, logging } = PRICES;
  const cpu = FUNCTION_NAMES.map((name) => `${name} ${FUNCTIONS[name].cpuMs}`).join(", ");
  const operations = ({ writes, reads }: (typeof HISTORY)[keyof typeof HISTORY]) =>
    `${writes} ${writes === 1 ? "write" : "writes"}${reads === 0 ? "" : `, ${reads} read`}`;
  return table([
    ["figure", "value"],
    ["CPU of a request, ms of a vCPU", cpu],
    [
      "requests at once in an instance",
      FUNCTION_NAMES.map((name) => `${name} ${FUNCTIONS[name].concurrency}`).join(", "),
    ],
    [
      "history",
      `a turn ${operations(HISTORY.turn)}; one in which nothing is said ${operations(HISTORY.silentTurn)}; a receipt ` +
        `${operations(HISTORY.receipt)}; what is old is deleted once, by TTL`,
    ],
    ["history of a turn", `${formatNumber(TURN_BYTES)} bytes`],
    ["log of a delivery", `${LOGS.deliveryBytes} bytes`],
    [
      "Cloud Run, $",
      `${run.million} a million requests, ${run.vcpuSecond} a vCPU-second, ${run.gibSecond.toFixed(7)} a GiB-second`,
    ],
    ["Pub/Sub, $", `${pubsub.tib} a TiB published or delivered, ${pubsub.keptGibMonth} a GiB and month kept`],
    [
      "Firestore, $",
      `${firestore.writes} a 100,000 writes, ${firestore.reads} reads, ${firestore.deletes} deletes; ${firestore.gibMonth} a GiB and month`,
    ],
    ["Cloud Tasks, $", `${tasks.million} a million operations; a timer is two`],
    ["Logging, $", `${logging.gib.toFixed(2)} a GiB`],
    [
      "Pub/Sub, most",
      `${formatNumber(QUOTAS.pushBytes / MILLION)} MB/s pushed in a large region (from memory: check), ${QUOTAS.keyBytes / MILLION} MB/s of a user`,
    ],
    ["Cloud Tasks, most", `${QUOTAS.tasks} tasks a second of a queue`],
  ]);
}

/** A million of one kind, of which so many overlap. */
function aMillion(kind: "messages" | "receipts", overlapping: number): Billed {
  const isTurn = kind === "messages";
  const seconds = { ingress: SHORT_SECONDS, [kind]: isTurn ? USUAL_LOAD.turnSeconds : SHORT_SECONDS };
  const busy = Object.entries(seconds).map(
    ([name, each]) => [name as PlannedFunction, (MILLION * each) / overlapping] as const,
  );
  return {
    requests: 2 * MILLION,
    busySeconds: busy.reduce((all, [, each]) => all + each, 0),
    gibSeconds: busy.reduce((all, [name, each]) => all + each * FUNCTIONS[name].memoryGib, 0),
    published: [
      isTurn
        ? { count: MILLION, bytes: USUAL_LOAD.messageBytes, keptDays: RETENTION_DAYS.message }
        : { count: MILLION, bytes: RECEIPT_BYTES, keptDays: RETENTION_DAYS.receipt },
    ],
    facts: [{ count: MILLION, of: isTurn ? HISTORY.turn : HISTORY.receipt }],
    historyBytes: 0,
    timers: 0,
    logLines: MILLION,
  };
}

/** What a million costs. */
export function perMillion(): string {
  const row = (what: string, billed: Billed) => {
    const { functions, pubsub, kept, history, logs } = price(billed);
    return [
      what,
      ...[functions, pubsub, kept, history, logs].map(formatDollars),
      `**${formatDollars(total(price(billed)))}**`,
    ];
  };
  return table([
    ["per million", "functions", "Pub/Sub", "kept for replay", "history, written and read", "logs", "total"],
    row("answered messages, busy (20 requests overlap)", aMillion("messages", 20)),
    row("answered messages, sparse (none overlap)", aMillion("messages", 1)),
    row("receipts, one write each", aMillion("receipts", 20)),
  ]);
}

/** What Google asks. */
export function unitPrices(): string {
  const { run, pubsub, firestore, tasks, logging } = PRICES;
  return table([
    ["service", "US dollars"],
    [
      "Cloud Run",
      `${run.million.toFixed(2)} a million requests, ${run.vcpuSecond} a vCPU-second, ${run.gibSecond.toFixed(7)} a GiB-second`,
    ],
    [
      "Pub/Sub",
      `${pubsub.tib} a TiB published or delivered, 1 kB at least; kept: ${pubsub.keptGibMonth} a GiB and month`,
    ],
    [
      "Firestore",
      `${firestore.writes} a 100,000 writes, ${firestore.reads} reads, ${firestore.deletes} deletes (this one from memory: check); in ` +
        "`eur3` or `nam5` twice that",
    ],
    [
      "Cloud Tasks",
      `${tasks.million.toFixed(2)} a million operations (a call or a try, of up to 32 kB), from the public price list`,
    ],
    ["Logging", `${logging.gib.toFixed(2)} a GiB`],
  ]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}
