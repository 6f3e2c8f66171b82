import type { Channel } from "../shared/base/ids.ts";
import type { Clock } from "../shared/effect/ports.ts";
import type { Call } from "./call.ts";
import type { Disturbance } from "./disturbance.ts";
import type { CallFact, PlatformFact } from "./fact.ts";
import type { FaultRule } from "./fault.ts";
import type { Mishaps } from "./mishap.ts";
import type { Outlet } from "./outlet.ts";
import { NEW_PHONE, type Phone, updatePhone } from "./phone.ts";
import type { PhoneProfile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { Timers } from "./timers.ts";
import type { WebhookEvent } from "./webhook.ts";

/** All that the platform remembers. */
export interface Books {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rules: Rules;
  readonly onFact: (fact: PlatformFact) => void;
  readonly phones: Map<string, Phone>;
  /** Of everybody who is not in `profiles`. */
  readonly profile: PhoneProfile;
  readonly profiles: Map<string, PhoneProfile>;
  /** What was answered first for each id. */
  readonly resources: Map<string, Call["resource"]>;
  /** Our messages and what became of them, in the order sent. */
  readonly sent: Map<string, Sent>;
  readonly testers: Map<string, Tester>;
  /** When calls of limited number were made. */
  readonly rates: Map<string, readonly Date[]>;
  /** When the user of a conversation last wrote. */
  readonly heard: Map<string, Date>;
  /** The agent of each conversation of Business Messages in which the user did something. */
  readonly agents: Map<string, string>;
  /** Told of each step of a call, when phones show it. */
  readonly watchers: Set<() => void>;
  /** When agents uploaded each file, by the name that it was given. */
  readonly uploads: Map<string, Date>;
  /** What users have sent, by path. */
  readonly files: Map<string, KeptFile>;
  readonly faults: Mishaps<FaultRule>;
  readonly disturbances: Mishaps<Disturbance>;
  readonly outlet: Outlet;
  /** From 0 to 1, from the seed. */
  readonly random: () => number;
  /** Posts an event to the agent's webhook; done when it was tried once, or when another has to go first. */
  readonly emit: (channel: Channel, event: WebhookEvent) => Promise<void>;
}

/** A message of ours on its way. */
export interface Sent {
  readonly call: Call;
  readonly state: SentState;
  readonly since: Date;
  /** Its time to live is over. */
  readonly isOverdue?: boolean;
}

/** `waiting` may become anything; the others are ends. */
export type SentState = "waiting" | "delivered" | "revoked" | "expired";

/** What users sent and agents may download. */
export interface KeptFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** A phone that was asked to try an agent out. */
export interface Tester {
  readonly agent: string | undefined;
  readonly phone: string;
  readonly status: "PENDING" | "ACCEPTED" | "DECLINED";
}

/** Tells a fact to the phone and to whoever listens. */
export function tell(books: Books, fact: CallFact): void {
  const key = phoneKey(fact.call.channel, fact.call.address);
  books.phones.set(key, updatePhone(books.phones.get(key) ?? NEW_PHONE, fact));
  books.onFact(fact);
  for (const watcher of books.watchers) watcher();
}

/** The key of a phone: the same address in two channels is two phones. */
export function phoneKey(channel: Channel, address: string): string {
  return `${channel}/${address}`;
}

/** What kind of phone a call is about. */
export function profileOf(
  { profile, profiles }: Books,
  { channel, address }: Pick<Call, "channel" | "address">,
): PhoneProfile {
  return profiles.get(phoneKey(channel, address)) ?? profile;
}

/** The key of a tester. */
export function testerKey(agent: string | undefined, phone: string): string {
  return `${agent}/${phone}`;
}
