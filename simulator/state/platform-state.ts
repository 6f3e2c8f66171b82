import type { Clock } from "../../shared/ports/clock.ts";
import type { ApiCall } from "../api/call.ts";
import type { Rules } from "../api/rules.ts";
import type { CallFault } from "../faults/call-fault.ts";
import type { FaultRules } from "../faults/fault-rule.ts";
import type { WebhookFault } from "../faults/webhook-fault.ts";
import type { NewUuid } from "../real-uuid.ts";
import type { JobTimers } from "../time/timers.ts";
import type { WebhookForm } from "../webhooks/variant.ts";
import type { WebhookSender } from "../webhooks/webhook-sender.ts";
import type { AgentIntegration, AgentRecord } from "./agent-record.ts";
import type { LiveFact } from "./live-fact.ts";
import type { Phone } from "./phone.ts";
import type { PhoneProfile } from "./phone-profile.ts";
import type { PlatformFact } from "./platform-fact.ts";

/** Everything that the platform keeps while it runs. */
export interface PlatformState {
  readonly clock: Clock;
  readonly timers: JobTimers;
  /** Ends what waits for the network when the platform is closed. */
  readonly closing: AbortController;
  readonly rules: Rules;
  readonly onFact: (fact: PlatformFact) => void;
  /** Every subscriber to whom something has happened, by channel and address. */
  readonly subscribers: Map<string, Subscriber>;
  /** The profile of each subscriber who has none of their own. */
  readonly defaultProfile: PhoneProfile;
  /** The resource that Google answered with when an id was used first, by id key. */
  readonly resources: Map<string, ApiCall["resource"]>;
  /** The messages of agents and what became of each, in the order they were sent. */
  readonly deliveries: Map<string, MessageDelivery>;
  readonly testers: Map<string, Tester>;
  /** Agents of RCS by id, without `@rbm.goog`. */
  readonly agentRecords: Map<string, AgentRecord>;
  /** In the order in which they were made, by name. */
  readonly integrations: Map<string, AgentIntegration>;
  /** When rate-limited calls were made, by what is counted. */
  readonly rates: Map<string, readonly Date[]>;
  /** Called after each step of a call, when phones already show it. */
  readonly watchers: Set<() => void>;
  /** Called with everything that happens. */
  readonly listeners: Set<(fact: LiveFact) => void>;
  /** When an agent uploaded each file, by the name that the platform gave it. */
  readonly uploads: Map<string, Date>;
  /** The files that users sent, by path. */
  readonly files: Map<string, StoredFile>;
  readonly callFaults: FaultRules<CallFault>;
  readonly webhookFaults: FaultRules<WebhookFault>;
  readonly webhookSender: WebhookSender;
  readonly webhookForm: WebhookForm;
  /** A number from 0 to 1, drawn from the seed. */
  readonly random: () => number;
  readonly uuid: NewUuid;
}

/** A message of an agent, and whether its phone has shown it. */
export interface MessageDelivery {
  readonly call: ApiCall;
  readonly status: DeliveryStatus;
  readonly queuedAt: Date;
  /** Its time to live has ended. */
  readonly isOverdue?: boolean;
}

/** `waiting` changes to one of the others, which is final. */
export type DeliveryStatus = "waiting" | "delivered" | "revoked" | "expired";

/** A file that a user sent and the agent can download. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** A phone that was invited to test an agent. */
export interface Tester {
  readonly agent: string | undefined;
  readonly phone: string;
  readonly status: "PENDING" | "ACCEPTED" | "DECLINED";
}

/** The key of a tester in the state. */
export function testerKey(agent: string | undefined, phone: string): string {
  return `${agent}/${phone}`;
}

/** Whose phone a call is about. The same address on two channels is two subscribers. */
export type PhoneAddress = Pick<ApiCall, "channel" | "address">;

/** What the platform keeps about one user. */
export interface Subscriber {
  readonly phone: Phone;
  readonly profile: PhoneProfile;
  /** When the user last wrote; Business Messages only. */
  readonly lastWroteAt?: Date;
  /** The agent that the user talks to; Business Messages only. */
  readonly agent?: string;
  /** What the user has said, in that order. */
  readonly said?: readonly UserLine[];
}

/** Something that a user said or did in a conversation, as their own phone shows it. */
export interface UserLine {
  readonly at: Date;
  /** The id of the message, or of the event. */
  readonly id: string;
  readonly type: "text" | "tap" | "file" | "place" | "unsubscribed" | "subscribed";
  /** The text, the chip, the URL of a file, or a place; empty for an event. */
  readonly text: string;
  /** How much the phone had shown by then: the place of the line in its timeline. */
  readonly shownBefore: number;
}
