import type { ApiCall } from "../api/call.ts";
import { NEW_PHONE, type PhoneView, updatePhone, viewPhone } from "./phone.ts";
import type { PhoneProfile } from "./phone-profile.ts";
import type { CallFact } from "./platform-fact.ts";
import type { PhoneAddress, PlatformState, Subscriber } from "./platform-state.ts";

/** The subscriber at an address; a new one when nothing has happened there yet. */
export function subscriberAt({ subscribers, defaultProfile }: PlatformState, address: PhoneAddress): Subscriber {
  return subscribers.get(subscriberKey(address)) ?? { phone: NEW_PHONE, profile: defaultProfile };
}

/** Every phone to which something has happened. */
export function addressesOf({ subscribers }: PlatformState): readonly PhoneAddress[] {
  return [...subscribers.keys()].map((key) => {
    const [channel, address] = [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)];
    return { channel: channel === "rcs" ? "rcs" : "business-messages", address };
  });
}

/** Changes some members of a subscriber. */
export function changeSubscriber(state: PlatformState, address: PhoneAddress, change: Partial<Subscriber>): void {
  state.subscribers.set(subscriberKey(address), { ...subscriberAt(state, address), ...change });
}

/** The profile of the phone at an address. */
export function profileOf(state: PlatformState, address: PhoneAddress): PhoneProfile {
  return subscriberAt(state, address).profile;
}

/** What the phone at an address shows now. */
export function viewOf(state: PlatformState, address: PhoneAddress): PhoneView {
  return viewPhone(subscriberAt(state, address).phone, address.channel, state.clock.now());
}

/** Updates the phone by a fact, then calls `onFact` and the watchers. A call about the agent itself is about no phone. */
export function recordFact(state: PlatformState, fact: CallFact): void {
  if (fact.call.address !== "")
    changeSubscriber(state, fact.call, { phone: updatePhone(subscriberAt(state, fact.call).phone, fact) });
  state.onFact(fact);
  for (const watcher of state.watchers) watcher();
}

/** Whether a call is about the phone at an address. */
export function isAbout({ channel, address }: PhoneAddress, call: ApiCall): boolean {
  return call.channel === channel && call.address === address;
}

function subscriberKey({ channel, address }: PhoneAddress): string {
  return `${channel}/${address}`;
}
