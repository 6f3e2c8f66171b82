import type { Channel } from "../../shared/base/ids.ts";
import { type UserAddress, userAddressOf } from "../support/user-address.ts";
import { type Chance, openChance } from "./chance.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { PHONE } from "./phone.ts";
import { drawScene } from "./scenes.ts";
import type { PlannedAct, StoryAct } from "./story-act.ts";
import { CLUSTER_MS, drawFaults, drawSpan, NOISE } from "./story-faults.ts";
import { drawPauses } from "./story-pauses.ts";
import type { WorldFault } from "./world-fault.ts";

/** What happens in a world: plain data, drawn from a seed. */
export interface Story {
  readonly seed: number;
  readonly users: readonly UserAddress[];
  readonly acts: readonly PlannedAct[];
  /** Faults of single calls that may meet any of them. */
  readonly noise: readonly WorldFault[];
  /** When the last act has ended. */
  readonly lengthMs: number;
}

/** What a story is drawn from. */
export interface DrawOptions {
  readonly seed: number;
  readonly turns: number;
}

/** A hundred thousand turns take a year. */
const TURN_EVERY_MS = 315 * SECOND;
const USERS = 40;
/** Turns come close together, by few users, in the same minutes as faults: what overlaps is what breaks. */
const CLUSTER_TURNS = 20;
const CLUSTER_USERS = 3;
const CLUSTER_EVERY_MS = CLUSTER_TURNS * TURN_EVERY_MS;
const PEOPLE = ["Zoe", "Max"];

/** Draws a story. */
export function drawStory({ seed, turns }: DrawOptions): Story {
  const chance = openChance(`story/${seed}`);
  const lengthMs = turns * TURN_EVERY_MS;
  const users = Array.from({ length: USERS }, (_, n) => userOf(n));
  const acts: readonly PlannedAct[] = [
    ...users
      .filter(({ channel }, n) => channel !== "rcs" && n % 2 === 0)
      .map((user) => ({ at: 0, act: silence(user) })),
    ...drawTurns(turns, users, chance),
    ...drawFaults({ lengthMs, clusterEveryMs: CLUSTER_EVERY_MS }, chance.split("faults")),
    ...drawPauses({ lengthMs, clusterEveryMs: CLUSTER_EVERY_MS }, chance.split("pauses")),
  ];
  return { seed, users, acts: acts.toSorted((one, other) => one.at - other.at), noise: NOISE, lengthMs };
}

/** A phone that tells nothing of what it shows: then a repeat finds nothing but what we have recorded. */
function silence(user: UserAddress): StoryAct {
  return { do: "set-phone", user, profile: {} };
}

function userOf(n: number): UserAddress {
  const channel: Channel = n % 3 === 0 ? "business-messages" : "rcs";
  return userAddressOf(channel, channel === "rcs" ? `+4477009${String(n).padStart(5, "0")}` : `conversation-${n}`);
}

function drawTurns(turns: number, users: readonly UserAddress[], chance: Chance): readonly PlannedAct[] {
  const acts: PlannedAct[] = [];
  for (let n = 0; n < turns; n += 1) {
    const own = chance.split(`turn/${n}`);
    const cluster = Math.floor(n / CLUSTER_TURNS);
    const user = users[(cluster * CLUSTER_USERS + own.between(0, CLUSTER_USERS - 1)) % users.length];
    const at = cluster * CLUSTER_EVERY_MS + own.between(0, CLUSTER_MS);
    if (user !== undefined) acts.push(...drawTurn({ n, user, at }, own));
  }
  return acts;
}

interface Moment {
  readonly n: number;
  readonly user: UserAddress;
  readonly at: number;
}

function drawTurn({ n, user, at }: Moment, chance: Chance): readonly PlannedAct[] {
  const kind = chance.next();
  const write = (text: string, place = 0): StoryAct => ({ do: "write", user, text, id: `Mx-${n}-${place}` });
  if (kind < 0.6) return [{ at, act: write(question(n, chance)) }];
  if (kind < 0.7) {
    const burst = Array.from({ length: chance.between(2, 4) }, (_, place) => ({
      at: at + place * chance.between(200, 4000),
      act: write(`quick ${n}-${place}`, place),
    }));
    return burst;
  }
  if (kind < 0.84) return [{ at, act: { do: "publish", user, body: outboundBody(n, user, chance) } }];
  if (kind < 0.89)
    return user.channel === "rcs" ? consent(at, user, write, chance) : [{ at, act: write(`quick ${n}`) }];
  if (kind < 0.93) return handOver({ n, user, at }, write, chance);
  if (kind < 0.95) return offline({ user, at }, chance);
  if (kind < 0.98) return drawScene({ n, user, at, chance });
  return [
    { at, act: write(`quick ${n}`) },
    {
      at: at + drawSpan(chance, SECOND, 6 * 24 * HOUR),
      act: { do: "repeat-webhook", webhook: chance.between(1, 3 * n + 1) },
    },
  ];
}

function question(n: number, chance: Chance): string {
  const kind = chance.next();
  if (kind < 0.4) return `quick ${n}`;
  if (kind < 0.7) return `double ${n}`;
  if (kind < 0.8) return `slow ${n}`;
  return kind < 0.95 ? `stream ${n}` : `broken ${n}`;
}

/** `code` has a fallback where the channel knows one. */
function outboundBody(n: number, { channel }: UserAddress, chance: Chance): object & Record<string, unknown> {
  const kind = chance.next();
  const id = `out-${n}`;
  if (kind < 0.5) {
    const terms = channel === "rcs" ? { fallback: `sms code ${n}`, critical: chance.isLucky(0.3) } : {};
    const trafficType = channel === "rcs" ? { trafficType: "AUTHENTICATION" } : {};
    return { id, reply: `code ${n}`, ttl: chance.between(30, 900), ...terms, ...trafficType };
  }
  if (kind < 0.8) return { id, reply: `notice ${n}` };
  return { id, reply: `promo ${n}`, ...(channel === "rcs" && { trafficType: "PROMOTION" }) };
}

function consent(
  at: number,
  user: UserAddress,
  write: (text: string) => StoryAct,
  chance: Chance,
): readonly PlannedAct[] {
  const isStop = chance.isLucky(0.5);
  const event: PlannedAct = {
    at: at + chance.between(0, 2000),
    act: { do: isStop ? "unsubscribe" : "subscribe", user },
  };
  const word: PlannedAct = { at, act: write(isStop ? "STOP" : "START") };
  const kind = chance.next();
  if (kind < 0.4) return [word];
  return kind < 0.7 ? [event] : [word, event];
}

function handOver(
  { n, user, at }: Moment,
  write: (text: string, place?: number) => StoryAct,
  chance: Chance,
): readonly PlannedAct[] {
  const person = PEOPLE[chance.between(0, 1)] ?? "Zoe";
  const joined = at + chance.between(10 * SECOND, 8 * MINUTE);
  const left = joined + chance.between(MINUTE, 20 * MINUTE);
  const line: PlannedAct = {
    at: (joined + left) / 2,
    act: { do: "speak", user, person, text: `line ${n}`, id: `line-${n}` },
  };
  return [
    { at, act: write(`person ${n}`) },
    { at: joined, act: { do: "join", user, person, id: `join-${n}` } },
    { at: joined + 5 * SECOND, act: write(`quick ${n}-human`, 1) },
    line,
    ...(chance.isLucky(0.7) ? [{ at: left, act: { do: "leave", user, person, id: `leave-${n}` } } as const] : []),
  ];
}

function offline({ user, at }: Pick<Moment, "user" | "at">, chance: Chance): readonly PlannedAct[] {
  return [
    { at, act: { do: "set-phone", user, profile: { ...PHONE, reach: "offline" } } },
    { at: at + drawSpan(chance, MINUTE, 24 * HOUR), act: { do: "set-phone", user, profile: PHONE } },
  ];
}
