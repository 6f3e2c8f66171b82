import { SettingsError } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import { once } from "../base/once.ts";
import type { Availability } from "./people.ts";

/** Monday first. */
export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof DAYS)[number];

/** Such as `08:00-18:00`; one that ends before it begins goes on past midnight. */
type Span = `${number}:${number}-${number}:${number}`;

/** When somebody is there, by the clock on their wall: `timeZone` is a name such as `Europe/Warsaw`. */
export type Week = { readonly timeZone: string } & { readonly [day in Day]?: Span | readonly Span[] };

/** From when to when, in minutes after the midnight that a day begins with. */
export interface Minutes {
  readonly start: number;
  readonly end: number;
}

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;
const PARTS = ["year", "month", "day", "hour", "minute", "second"] as const;
const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** Turns are about today, late ones about yesterday. Computing a day takes about a millisecond. */
const MOST_DAYS = 2;

/** Defined in a built function: `npm run build` has opened its bot, and a cold start does not check it again. */
declare const BOT_IS_CHECKED: true | undefined;

/**
 * Tells whether somebody is there at a time, and when next. Clocks that are put forward or back are taken into account.
 * @throws SettingsError for hours that cannot be read, and for a time zone that is none.
 */
export function weeklyHours(week: Week): (at: Date) => Availability {
  const days = DAYS.map((day) => hoursOf(week, day));
  // Time zones take a cold process some 10 ms to begin with.
  const wall = once(() => wallClock(week.timeZone));
  if (typeof BOT_IS_CHECKED === "undefined") wall();
  const spansAround = memoize((today: number) => around(today).flatMap((day) => spansOf(day, days, wall())), MOST_DAYS);
  return (at) => {
    const now = at.getTime();
    const spans = spansAround(midnightBefore(wall()(now)));
    if (spans.some(({ start, end }) => start <= now && now < end)) return { isOpen: true };
    const opens = Math.min(...spans.map(({ start }) => start).filter((start) => start > now));
    return Number.isFinite(opens) ? { isOpen: false, opens: new Date(opens) } : { isOpen: false };
  };
}

/** From when to when somebody is there on a day, in milliseconds since 1970. */
function spansOf(
  midnight: number,
  days: readonly (readonly Minutes[])[],
  clock: WallClock,
): readonly { readonly start: number; readonly end: number }[] {
  const minutes = days[weekday(midnight)] ?? [];
  return minutes.map(({ start, end }) => ({
    start: instant(clock, midnight, start),
    end: instant(clock, midnight, end),
  }));
}

/** The hours of one day; none when nobody is there. @throws SettingsError for hours that cannot be read. */
export function hoursOf(week: Week, day: Day): readonly Minutes[] {
  const spans = week[day] ?? [];
  return [spans].flat().map((span) => readSpan(span, day));
}

function readSpan(span: string, day: Day): Minutes {
  const [, startHour, startMinute, endHour, endMinute] = SPAN.exec(span) ?? [];
  const start = Number(startHour) * 60 + Number(startMinute);
  const end = Number(endHour) * 60 + Number(endMinute);
  if (Number.isNaN(start + end) || end > DAY_MINUTES || start === end) {
    throw new SettingsError(`Cannot read the hours of ${day}: expected hours such as 08:00-18:00, got ${span}`);
  }
  return { start, end: end > start ? end : end + DAY_MINUTES };
}

/** What the clocks show, as milliseconds of a day in UTC that looks the same. */
type WallClock = (at: number) => number;

function wallClock(timeZone: string): WallClock {
  const format = dateFormat(timeZone);
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, day, hour, minute, second] = PARTS.map((part) => parts.get(part));
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}

function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const fields = Object.fromEntries(PARTS.map((part) => [part, "numeric"]));
  try {
    return new Intl.DateTimeFormat("en-u-hc-h23", { ...fields, timeZone });
  } catch (cause) {
    throw new SettingsError(`Cannot read the time zone: expected a name such as Europe/Warsaw, got ${timeZone}`, {
      cause,
    });
  }
}

/** When the clocks show it: the first time that they do. A time that they leave out is as much later as they are put forward. */
function instant(clock: WallClock, midnight: number, minutes: number): number {
  const wall = midnight + minutes * MINUTE_MS;
  const dayBefore = wall - DAY_MS;
  const guess = wall - (clock(dayBefore) - dayBefore);
  const corrected = wall - (clock(guess) - guess);
  return clock(corrected) === wall ? corrected : guess;
}

function midnightBefore(wall: number): number {
  return wall - (wall % DAY_MS);
}

/** Yesterday, whose hours may go on past midnight, to the same day next week. */
function around(midnight: number): readonly number[] {
  return Array.from({ length: 9 }, (_, index) => midnight + (index - 1) * DAY_MS);
}

function weekday(midnight: number): number {
  return (new Date(midnight).getUTCDay() + 6) % 7;
}
