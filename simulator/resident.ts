import type { Books } from "./books.ts";
import type { Call } from "./call.ts";
import type { CallFact } from "./fact.ts";
import { NEW_PHONE, type Phone, type PhoneView, updatePhone, viewPhone } from "./phone.ts";
import type { PhoneProfile } from "./profile.ts";

/** Whom a call is about: the same address in two channels is two residents. */
export type Home = Pick<Call, "channel" | "address">;

/** What the platform knows about somebody with a phone. */
export interface Resident {
  readonly phone: Phone;
  readonly profile: PhoneProfile;
  /** When the user of a conversation last wrote. */
  readonly heard?: Date;
  /** Whom a user of Business Messages talks to. */
  readonly agent?: string;
}

/** Who lives there; somebody to whom nothing has happened, when nothing has. */
export function residentAt({ residents, profile }: Books, home: Home): Resident {
  return residents.get(keyOf(home)) ?? { phone: NEW_PHONE, profile };
}

/** Writes down what has changed about somebody. */
export function changeResident(books: Books, home: Home, change: Partial<Resident>): void {
  books.residents.set(keyOf(home), { ...residentAt(books, home), ...change });
}

/** What kind of phone a call is about. */
export function profileOf(books: Books, home: Home): PhoneProfile {
  return residentAt(books, home).profile;
}

/** What somebody's phone shows now. */
export function viewOf(books: Books, home: Home): PhoneView {
  return viewPhone(residentAt(books, home).phone, home.channel, books.clock.now());
}

/** Tells a fact to the phone and to whoever listens. */
export function tell(books: Books, fact: CallFact): void {
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
