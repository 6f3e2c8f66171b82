import type { ApiCall } from "../api/call.ts";
import { NEW_PHONE, type PhoneView, updatePhone, viewPhone } from "./phone.ts";
import type { PhoneProfile } from "./phone-profile.ts";
import type { CallFact } from "./platform-fact.ts";
import type { PhoneAddress, PlatformState, Subscriber } from "./platform-state.ts";

/** Who lives there; somebody to whom nothing has happened, when nothing has. */
export function subscriberAt({ subscribers, profile }: PlatformState, address: PhoneAddress): Subscriber {
  return subscribers.get(subscriberKey(address)) ?? { phone: NEW_PHONE, profile };
}

/** Writes down what has changed about somebody. */
export function changeSubscriber(state: PlatformState, address: PhoneAddress, change: Partial<Subscriber>): void {
  state.subscribers.set(subscriberKey(address), { ...subscriberAt(state, address), ...change });
}

/** What kind of phone a call is about. */
export function profileOf(state: PlatformState, address: PhoneAddress): PhoneProfile {
  return subscriberAt(state, address).profile;
}

/** What somebody's phone shows now. */
export function viewOf(state: PlatformState, address: PhoneAddress): PhoneView {
  return viewPhone(subscriberAt(state, address).phone, address.channel, state.clock.now());
}

/** Tells a fact to the phone and to whoever listens. */
export function recordFact(state: PlatformState, fact: CallFact): void {
  changeSubscriber(state, fact.call, { phone: updatePhone(subscriberAt(state, fact.call).phone, fact) });
  state.onFact(fact);
  for (const watcher of state.watchers) watcher();
}

/** True for a call about somebody. */
export function isAbout({ channel, address }: PhoneAddress, call: ApiCall): boolean {
  return call.channel === channel && call.address === address;
}

function subscriberKey({ channel, address }: PhoneAddress): string {
  return `${channel}/${address}`;
}
