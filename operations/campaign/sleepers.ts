import type { Daylight } from "./day-hours.ts";
import type { CampaignPerson } from "./read-people.ts";

/** How many sleep now, and when the first of them wakes. */
export function sleepersOf(people: readonly CampaignPerson[], daylight: Daylight, at: Date) {
  const asleep = people.filter((person) => isAsleep(person, daylight, at));
  const groups = new Map(asleep.map(({ to }) => [daylight.groupOf(to.address), to.address]));
  const wakes = [...groups.values()].map((phone) => daylight.nextDay(phone, at)).filter((next) => next !== undefined);
  const firstWakes = wakes.toSorted((one, other) => one.getTime() - other.getTime())[0];
  return { asleep: asleep.length, firstWakes };
}

/** True while it is night somewhere where the person may be. Where users of Business Messages are, nothing says. */
export function isAsleep({ to }: CampaignPerson, daylight: Daylight, at: Date): boolean {
  return to.channel === "rcs" && !daylight.isDay(to.address, at);
}
