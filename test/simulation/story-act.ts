import type { AgentId, Channel } from "../../shared/base/ids.ts";
import type { PauseScope } from "../../shared/ports/pauses.ts";
import type { Kind } from "../../shared/ports/topic.ts";
import type { PhoneProfile } from "../../simulator/state/phone-profile.ts";
import type { UserAddress } from "../support/user-address.ts";
import type { FunctionName, WorldFault } from "./world-fault.ts";

/** An act at its time, in milliseconds from the story's beginning. */
export interface PlannedAct {
  readonly at: number;
  readonly act: StoryAct;
}

/** What a story can do. */
export type StoryAct = UserAct | PhoneAct | OutboundAct | TimerAct | RepeatAct | OperatorAct | InstanceAct;

/** What a user or the phone does, and Google sends a webhook about. */
export type UserAct =
  /** @param id The user's message id: a webhook's inbound id follows from it. */
  | { readonly do: "write"; readonly user: UserAddress; readonly text: string; readonly id: string }
  | {
      readonly do: "tap";
      readonly user: UserAddress;
      readonly text: string;
      readonly postback: string;
      readonly id: string;
      /** The message with the suggestion. */
      readonly to?: string;
    }
  /** RCS: the event of an opt-out or opt-in. A phone may also send a keyword, which is a `write`. */
  | { readonly do: "unsubscribe" | "subscribe"; readonly user: UserAddress }
  /** Business Messages: asks for a live agent, or no longer does. */
  | { readonly do: "ask-person" | "withdraw-person"; readonly user: UserAddress }
  | {
      readonly do: "receipt";
      readonly user: UserAddress;
      readonly message: string;
      readonly type: "delivered" | "read";
    }
  | { readonly do: "type"; readonly user: UserAddress };

/** What becomes of a phone. */
interface PhoneAct {
  readonly do: "set-phone";
  readonly user: UserAddress;
  readonly profile: PhoneProfile;
}

/** What other systems and people do, over the topic `outbound`. */
export type OutboundAct =
  /** @param body Without `agent` and `to`, which are the user's. */
  | {
      readonly do: "publish";
      readonly user: UserAddress;
      readonly body: Readonly<Record<string, unknown>>;
      readonly attributes?: Readonly<Record<string, string>>;
      /** The conversation when it is missing; `null` for none. */
      readonly orderingKey?: string | null;
    }
  | { readonly do: "join" | "leave"; readonly user: UserAddress; readonly person: string; readonly id: string }
  | {
      readonly do: "speak";
      readonly user: UserAddress;
      readonly person: string;
      readonly text: string;
      readonly id: string;
    };

/** A timer about the mode of a conversation waits in the queue, as a function sets it, but at no cost of calls and turns. */
export interface TimerAct {
  readonly do: "set-timer";
  readonly user: UserAddress;
  readonly id: string;
  readonly dueInMs: number;
}

/** What comes once more, and what Google sends besides. */
export type RepeatAct =
  /** Any body of Google's, signed and sent as it is. */
  | { readonly do: "webhook"; readonly channel: Channel; readonly event: Readonly<Record<string, unknown>> }
  /** Posts again what was posted as that `webhook-sent`. */
  | { readonly do: "repeat-webhook"; readonly webhook: number }
  /** As heliograph dead-letters redrive does it: publishes dead letters on the topic they came from, with their attributes, and forgets them. All unless named. */
  | { readonly do: "redrive"; readonly kind: Kind; readonly message?: string }
  /** As a person does it: seeks the kind's subscription back, so that everything published since comes again. */
  | { readonly do: "replay"; readonly kind: Kind; readonly since: number };

/** What an operator does, and what goes wrong with services. */
export type OperatorAct =
  /** Every instance gets SIGTERM's ten seconds and is replaced; nothing new is given to the old ones. */
  | { readonly do: "release" }
  /** As `heliograph pause` does it. */
  | { readonly do: "pause-scope"; readonly scope: PauseScope }
  /** As `heliograph resume` begins: what waits is redriven by acts of its own. */
  | { readonly do: "resume-scope"; readonly scope: PauseScope }
  /** A release with other agents in AGENTS. */
  | { readonly do: "set-agents"; readonly agents: readonly AgentId[] }
  /** Acts from now on. A story ends it with `end-fault`, or by its `forMs`. */
  | { readonly do: "fault"; readonly fault: WorldFault }
  | { readonly do: "end-fault"; readonly name: string };

/** What happens to an instance. Without `instance` one is drawn among those that live; nothing happens when there is none. */
export type InstanceAct =
  | { readonly do: "crash"; readonly function: FunctionName; readonly instance?: number }
  | { readonly do: "pause"; readonly function: FunctionName; readonly instance?: number; readonly forMs: number }
  /** @param byMs How far its clock is ahead from now on. */
  | { readonly do: "skew"; readonly function: FunctionName; readonly instance?: number; readonly byMs: number };
