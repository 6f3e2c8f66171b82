import type { Clock } from "../../shared/ports/clock.ts";
import type { ApiCall } from "../api/call.ts";
import type { Rules } from "../api/rules.ts";
import type { CallFault } from "../faults/call-fault.ts";
import type { FaultRules } from "../faults/fault-rule.ts";
import type { WebhookFault } from "../faults/webhook-fault.ts";
import type { Timers } from "../time/timers.ts";
import type { WebhookSender } from "../webhooks/webhook-sender.ts";
import type { Phone } from "./phone.ts";
import type { PhoneProfile } from "./phone-profile.ts";
import type { PlatformFact } from "./platform-fact.ts";

/** All that the platform remembers. */
export interface PlatformState {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rules: Rules;
  readonly onFact: (fact: PlatformFact) => void;
  /** Everybody to whom something has happened, by channel and address. */
  readonly subscribers: Map<string, Subscriber>;
  /** Of everybody who has no other. */
  readonly profile: PhoneProfile;
  /** What was answered first for each id. */
  readonly resources: Map<string, ApiCall["resource"]>;
  /** Our messages and what became of them, in the order delivery. */
  readonly deliveries: Map<string, MessageDelivery>;
  readonly testers: Map<string, Tester>;
  /** When calls of limited number were made. */
  readonly rates: Map<string, readonly Date[]>;
  /** Told of each step of a call, when phones show it. */
  readonly watchers: Set<() => void>;
  /** When agents uploaded each file, by the name that it was given. */
  readonly uploads: Map<string, Date>;
  /** What users have sent, by path. */
  readonly files: Map<string, StoredFile>;
  readonly callFaults: FaultRules<CallFault>;
  readonly webhookFaults: FaultRules<WebhookFault>;
  readonly webhookSender: WebhookSender;
  /** From 0 to 1, from the seed. */
  readonly random: () => number;
}

/** A message of ours on its way. */
export interface MessageDelivery {
  readonly call: ApiCall;
  readonly status: DeliveryStatus;
  readonly queuedAt: Date;
  /** Its time to live is over. */
  readonly isOverdue?: boolean;
}

/** A `waiting` message may get any other status, and keeps that one. */
export type DeliveryStatus = "waiting" | "delivered" | "revoked" | "expired";

/** What users sent and agents may download. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** A phone that was asked to try an agent out. */
export interface Tester {
  readonly agent: string | undefined;
  readonly phone: string;
  readonly status: "PENDING" | "ACCEPTED" | "DECLINED";
}

/** The key of a tester. */
export function testerKey(agent: string | undefined, phone: string): string {
  return `${agent}/${phone}`;
}

/** Whom a call is about: the same address in two channels is two subscribers. */
export type PhoneAddress = Pick<ApiCall, "channel" | "address">;

/** What the platform knows about somebody with a phone. */
export interface Subscriber {
  readonly phone: Phone;
  readonly profile: PhoneProfile;
  /** When the user of a conversation last wrote. */
  readonly lastWroteAt?: Date;
  /** Whom a user of Business Messages talks to. */
  readonly agent?: string;
}
