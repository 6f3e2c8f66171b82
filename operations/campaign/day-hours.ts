import type { Address } from "../../shared/base/ids.ts";
import type { DayHours } from "./campaign-request.ts";
import { ZONES_BY_PREFIX } from "./zones-by-prefix.ts";

/** Whose day it is, everywhere where a phone may be. */
export interface Daylight {
  /** True where it is day in all time zones of the phone's prefix. */
  isDay(phone: Address, at: Date): boolean;
  /** The next moment from `at` on when it is day; `undefined` where the zones have no hour of day in common. */
  nextDay(phone: Address, at: Date): Date | undefined;
  /** The same for all phones that have their day at the same time. */
  groupOf(phone: Address): string;
}

const MINUTE_MS = 60_000;
/** All clocks go by quarters of an hour, and a day that comes at all comes within a day. */
const STEP_MS = 15 * MINUTE_MS;
const STEPS_OF_A_DAY = 100;

const ZONES: ReadonlyMap<string, readonly string[]> = new Map(
  ZONES_BY_PREFIX.split(";").flatMap((row) => {
    const [prefixes = "", zones = ""] = row.trim().split(": ");
    return prefixes.split(" ").map((prefix) => [prefix, zones.split(" ")] as const);
  }),
);
const LONGEST_PREFIX = Math.max(...[...ZONES.keys()].map(({ length }) => length));

/** The time zones in which a phone may be, by the longest prefix that is known; `undefined` for no country's number. */
export function zonesOf(phone: Address): readonly string[] | undefined {
  for (let length = LONGEST_PREFIX; length > 0; length -= 1) {
    const zones = ZONES.get(phone.slice(1, length + 1));
    if (zones !== undefined) return zones;
  }
  return undefined;
}

/** Tells whose day it is, by hours for all and others for some prefixes, of which the longest counts. */
export function openDaylight(hours: DayHours, hoursOf: readonly (DayHours & { readonly prefix: string })[]): Daylight {
  const byLength = hoursOf.toSorted((one, other) => other.prefix.length - one.prefix.length);
  const clocks = new Map<string, (at: Date) => number>();
  const known = new Map<string, boolean>();
  const hourIn = (zone: string, at: Date): number => {
    const clock = clocks.get(zone) ?? openClock(zone);
    clocks.set(zone, clock);
    return clock(at);
  };
  const dayOf = (phone: Address) => byLength.find(({ prefix }) => phone.startsWith(prefix, 1)) ?? hours;
  const groupOf = (phone: Address) => `${zonesOf(phone)?.join()} ${dayOf(phone).from}-${dayOf(phone).to}`;
  const isDay = (phone: Address, at: Date): boolean => {
    const day = dayOf(phone);
    const zones = zonesOf(phone);
    if (zones === undefined) return false;
    // Thousands of people of one country share the answer of a minute.
    const key = `${groupOf(phone)} ${Math.floor(at.getTime() / MINUTE_MS)}`;
    const answer = known.get(key) ?? zones.every((zone) => isWithin(day, hourIn(zone, at)));
    if (known.size > STEPS_OF_A_DAY * STEPS_OF_A_DAY) known.clear();
    known.set(key, answer);
    return answer;
  };
  return {
    isDay,
    groupOf,
    nextDay(phone, at) {
      if (isDay(phone, at)) return at;
      const first = Math.ceil(at.getTime() / STEP_MS) * STEP_MS;
      for (let step = 0; step < STEPS_OF_A_DAY; step += 1) {
        const next = new Date(first + step * STEP_MS);
        if (isDay(phone, next)) return next;
      }
      return undefined;
    },
  };
}

/** From 21 to 7 is a night of work; of the same hour, all day. */
function isWithin({ from, to }: DayHours, hour: number): boolean {
  if (from === to) return true;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

function openClock(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" });
  return (at) => Number(format.format(at));
}
