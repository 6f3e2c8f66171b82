import { KINDS } from "../../shared/ports/topic.ts";
import type { Chance } from "./chance.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import type { PlannedAct, StoryAct } from "./story-act.ts";
import type { FaultMode, FunctionName, Service, WorldFault } from "./world-fault.ts";

const FUNCTIONS: readonly FunctionName[] = ["ingress", "messages", "events", "receipts", "outbound"];
const SERVICES: readonly Service[] = ["google", "firestore", "pubsub", "gateway", "tasks"];

/** A shorter story has no time for a long outage. */
const LONG_STORY_MS = 48 * HOUR;

/** So long after a cluster of turns has begun, its last one begins. */
export const CLUSTER_MS = 8 * MINUTE;

/** Faults of single calls that may meet any of them. */
export const NOISE: readonly WorldFault[] = SERVICES.flatMap((service): readonly WorldFault[] => [
  { name: `${service} loses answers`, service, mode: { type: "lost-answer" }, probability: 0.002 },
  { name: `${service} is slow`, service, mode: { type: "slow-answer", ms: 4000 }, probability: 0.003 },
  { name: `${service} is very slow`, service, mode: { type: "slow-request", ms: 30_000 }, probability: 0.0005 },
  { name: `${service} fails`, service, mode: { type: "status", status: 503 }, probability: 0.003 },
  { name: `before ${service}, a crash`, service, mode: { type: "crash-before" }, probability: 0.0005 },
  { name: `after ${service}, a crash`, service, mode: { type: "crash-after" }, probability: 0.0005 },
]);

const MODES: readonly FaultMode[] = [
  { type: "status", status: 503 },
  { type: "status", status: 503, retryAfterSeconds: 200 },
  { type: "status", status: 500 },
  { type: "status", status: 429, retryAfterSeconds: 30 },
  { type: "hang" },
  { type: "reset" },
  { type: "hung-answer" },
];

/** Outages, crashes, pauses, releases, replays and redrives, at times that the seed draws. */
export function drawFaults(
  { lengthMs, clusterEveryMs }: { readonly lengthMs: number; readonly clusterEveryMs: number },
  chance: Chance,
): readonly PlannedAct[] {
  const acts: PlannedAct[] = [];
  const each = (everyMs: number, draw: (own: Chance, at: number) => StoryAct) => {
    const own = chance.split(String(everyMs));
    for (let drawn = own.between(0, 2 * everyMs); drawn < lengthMs; drawn += own.between(0, 2 * everyMs)) {
      const at = Math.round(drawn / clusterEveryMs) * clusterEveryMs + own.between(0, CLUSTER_MS);
      acts.push({ at, act: draw(own, at) });
    }
  };
  each(5 * HOUR, (own, at) => ({ do: "fault", fault: drawOutage(own, at) }));
  each(3 * HOUR, (own) => ({ do: "pause", function: drawOf(FUNCTIONS, own), forMs: own.between(20, 120) * SECOND }));
  each(2 * HOUR, (own) => ({ do: "crash", function: drawOf(FUNCTIONS, own) }));
  each(5 * HOUR, (own) => ({ do: "skew", function: drawOf(FUNCTIONS, own), byMs: own.between(-1000, 1000) }));
  each(25 * HOUR, () => ({ do: "release" }));
  each(31 * HOUR, (own, at) => ({
    do: "replay",
    kind: drawOf(["message", "event", "receipt"], own),
    since: at - own.between(1, 24) * HOUR,
  }));
  each(23 * HOUR, (own) => ({ do: "redrive", kind: drawOf(KINDS, own) }));
  return [...acts, ...drawLongOutage(lengthMs, chance.split("long outage"))];
}

/** In every fourth story a service is away for longer than deliveries are tried. Then somebody redrives all dead letters. */
function drawLongOutage(lengthMs: number, chance: Chance): readonly PlannedAct[] {
  const forMs = chance.between(4 * HOUR, 30 * HOUR);
  const redrivenMs = chance.between(HOUR, 10 * HOUR);
  if (lengthMs < LONG_STORY_MS || chance.isLucky(0.75)) return [];
  const at = chance.between(0, lengthMs - forMs - redrivenMs);
  const fault: WorldFault = {
    name: "long outage",
    service: drawOf(SERVICES, chance),
    mode: { type: "status", status: 503 },
    forMs,
  };
  return [
    { at, act: { do: "fault", fault } },
    ...KINDS.map((kind) => ({ at: at + forMs + redrivenMs, act: { do: "redrive", kind } }) as const),
  ];
}

function drawOutage(chance: Chance, at: number): WorldFault {
  const service = drawOf(SERVICES, chance);
  const mode = drawOf(MODES, chance);
  return { name: `outage at ${at}`, service, mode, forMs: drawSpan(chance, 20 * SECOND, 55 * MINUTE) };
}

function drawOf<T>(all: readonly [T, ...T[]] | readonly T[], chance: Chance): T {
  const drawn = all[chance.between(0, all.length - 1)];
  if (drawn === undefined) throw new Error("Cannot draw from nothing");
  return drawn;
}

/** Long spans are rare. */
export function drawSpan(chance: Chance, least: number, most: number): number {
  return Math.round(least * (most / least) ** chance.next());
}
