import { memoize } from "../../shared/base/memoize.ts";
import type { Recipient } from "../../shared/bot/bot.ts";
import { DAYS, hoursOf, type Minutes, type Week } from "../../shared/bot/hours.ts";
import { localeOf, say } from "./languages.ts";

const MINUTE_MS = 60_000;

/** Locales come from users, so their number is bounded. Making a formatter takes about 100 times as long as using it. */
const MOST_LOCALES = 100;

/** The formatter of a locale, made once. */
function formatter(options: Intl.DateTimeFormatOptions): (to: Recipient) => Intl.DateTimeFormat {
  const make = memoize((locale: string) => new Intl.DateTimeFormat(locale, options), MOST_LOCALES);
  return (to) => make(localeOf(to));
}

const DAY = { weekday: "long", day: "numeric", month: "long" } as const;
const TIME = { hour: "numeric", minute: "2-digit" } as const;
const dayAndTimeIn = memoize((timeZone: string) => formatter({ ...DAY, ...TIME, timeZone }));
const calendarDay = formatter({ ...DAY, timeZone: "UTC" });
const weekday = formatter({ weekday: "short", timeZone: "UTC" });
const timeOfDay = formatter({ ...TIME, timeZone: "UTC" });

/** A day and a time on the clocks of that zone, such as "Monday, November 23 at 8:00 AM". */
export function dayAndTime(to: Recipient, at: Date, timeZone: string): string {
  return dayAndTimeIn(timeZone)(to).format(at);
}

/** A day of the calendar, given as its midnight in UTC. */
export function dayName(to: Recipient, day: Date): string {
  return calendarDay(to).format(day);
}

/** The hours of a week, a line for each run of days that have the same. */
export function weekText(to: Recipient, week: Week): string {
  const runs = runsOf(DAYS.map((day) => timesText(to, hoursOf(week, day))));
  const name = weekday(to);
  // The first of January 2024 was a Monday.
  const nameOf = (index: number) => name.format(Date.UTC(2024, 0, 1 + index));
  const lines = runs.map(({ first, last, times }) => {
    const days = first === last ? nameOf(first) : `${nameOf(first)}–${nameOf(last)}`;
    return say(to, "hoursOfDays", { days, times });
  });
  return lines.join("\n");
}

interface Run {
  readonly first: number;
  readonly last: number;
  readonly times: string;
}

function runsOf(days: readonly string[]): readonly Run[] {
  const begins = [...days.keys()].filter((day) => day === 0 || days[day] !== days[day - 1]);
  return begins.map((first, run) => ({ first, last: (begins[run + 1] ?? days.length) - 1, times: days[first] ?? "" }));
}

function timesText(to: Recipient, hours: readonly Minutes[]): string {
  const time = timeOfDay(to);
  const spans = hours.map(({ start, end }) => `${time.format(start * MINUTE_MS)}–${time.format(end * MINUTE_MS)}`);
  return spans.join(", ") || say(to, "noHours");
}
