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
export function changeResident(state: PlatformState, home: Home, change: Partial<Resident>): void {
  state.residents.set(keyOf(home), { ...residentAt(state, home), ...change });
}

/** What kind of phone a call is about. */
export function profileOf(state: PlatformState, home: Home): PhoneProfile {
  return residentAt(state, home).profile;
}

/** What somebody's phone shows now. */
export function viewOf(state: PlatformState, home: Home): PhoneView {
  return viewPhone(residentAt(state, home).phone, home.channel, state.clock.now());
}

/** Tells a fact to the phone and to whoever listens. */
export function tell(state: PlatformState, fact: CallFact): void {
  changeResident(state, fact.call, { phone: updatePhone(residentAt(state, fact.call).phone, fact) });
  state.onFact(fact);
  for (const watcher of state.watchers) watcher();
}

/** True for a call about somebody. */
export function isAt({ channel, address }: Home, call: Call): boolean {
  return call.channel === channel && call.address === address;
}

function keyOf({ channel, address }: Home): string {
  return `${channel}/${address}`;
}
