import type { Call } from "../api/call.ts";
import type { CallFact } from "./fact.ts";
import { NEW_PHONE, type PhoneView, updatePhone, viewPhone } from "./phone.ts";
import type { PhoneProfile } from "./phone-profile.ts";
import type { Home, PlatformState, Resident } from "./platform-state.ts";

/** Who lives there; somebody to whom nothing has happened, when nothing has. */
export function residentAt({ residents, profile }: PlatformState, home: Home): Resident {
  return residents.get(keyOf(home)) ?? { phone: NEW_PHONE, profile };
}

/** Writes down what has changed about somebody. */
export function changeResident(books: PlatformState, home: Home, change: Partial<Resident>): void {
  books.residents.set(keyOf(home), { ...residentAt(books, home), ...change });
}

/** What kind of phone a call is about. */
export function profileOf(books: PlatformState, home: Home): PhoneProfile {
  return residentAt(books, home).profile;
}

/** What somebody's phone shows now. */
export function viewOf(books: PlatformState, home: Home): PhoneView {
  return viewPhone(residentAt(books, home).phone, home.channel, books.clock.now());
}

/** Tells a fact to the phone and to whoever listens. */
export function tell(books: PlatformState, fact: CallFact): void {
  changeResident(books, fact.call, { phone: updatePhone(residentAt(books, fact.call).phone, fact) });
  books.onFact(fact);
  for (const watcher of books.watchers) watcher();
}

/** True for a call about somebody. */
export function isAt({ channel, address }: Home, call: Call): boolean {
  return call.channel === channel && call.address === address;
}

function keyOf({ channel, address }: Home): string {
  return `${channel}/${address}`;
}
