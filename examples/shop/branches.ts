import type { Turn } from "../../shared/bot/bot.ts";
import { type Week, weeklyHours } from "../../shared/bot/hours.ts";
import type { Memory } from "../../shared/bot/memory.ts";
import type { Availability } from "../../shared/bot/people.ts";

/** A place of the business. */
export interface Branch {
  readonly name: string;
  /** Google's id of the place, by which Business Messages says where the user came from. */
  readonly placeId: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly week: Week;
  /** Whether it is open at that time, and when next. */
  readonly hours: (at: Date) => Availability;
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const OLD_TOWN = branch({
  name: "Old Town",
  placeId: "ChIJj61dQgK6j4AR4GeTYWZsKWw",
  latitude: 50.0619,
  longitude: 19.9369,
  week: {
    timeZone: "Europe/Warsaw",
    monday: "08:00-18:00",
    tuesday: "08:00-18:00",
    wednesday: "08:00-18:00",
    thursday: "08:00-18:00",
    friday: "08:00-18:00",
    saturday: "08:00-18:00",
  },
});

const HARBOUR = branch({
  name: "Harbour",
  placeId: "ChIJN1t_tDeuEmsRUsoyG83frY4",
  latitude: 38.7057,
  longitude: -9.1449,
  week: {
    timeZone: "Europe/Lisbon",
    monday: ["10:00-13:00", "14:00-19:00"],
    tuesday: ["10:00-13:00", "14:00-19:00"],
    wednesday: ["10:00-13:00", "14:00-19:00"],
    thursday: ["10:00-13:00", "14:00-19:00"],
    friday: ["10:00-13:00", "14:00-19:00"],
    sunday: "10:00-14:00",
  },
});

/** Every branch: edit them to be yours. */
export const BRANCHES: readonly Branch[] = [OLD_TOWN, HARBOUR];

/** Its hours are made when the bot opens: those that cannot be read are refused then. */
function branch(given: Omit<Branch, "hours">): Branch {
  return { ...given, hours: weeklyHours(given.week) };
}

/** The branch with that place. */
export function branchAt(placeId: unknown): Branch | undefined {
  return BRANCHES.find((branch) => branch.placeId === placeId);
}

/** The branch that the user chose before. */
export function chosenBranch({ branch }: Memory): Branch | undefined {
  return branchAt(branch);
}

/** The branch that the user messaged; else the one they chose before. */
export function branchOf({ context, memory }: Turn): Branch | undefined {
  return branchAt(context.placeId) ?? chosenBranch(memory);
}

/** The branch with the shortest way, as the crow flies. */
export function nearestBranch(to: Point): Branch {
  const [first = OLD_TOWN, ...others] = BRANCHES;
  return others.reduce((nearest, branch) => (closeness(branch, to) > closeness(nearest, to) ? branch : nearest), first);
}

/** The cosine of the angle between two points, seen from the centre of the earth. */
function closeness(a: Point, b: Point): number {
  const [one, other] = [radians(a.latitude), radians(b.latitude)];
  const between = radians(a.longitude - b.longitude);
  return Math.sin(one) * Math.sin(other) + Math.cos(one) * Math.cos(other) * Math.cos(between);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
