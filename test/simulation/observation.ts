import type { AgentId, Channel, ConversationId } from "../../shared/base/ids.ts";
import type { LogEvent } from "../../shared/base/log-event.ts";
import type { HandoffNews } from "../../shared/conversation/act.ts";
import type { Kind, Topic } from "../../shared/ports/topic.ts";
import type { StoryAct } from "./story-act.ts";
import type { FaultMode, FunctionName, Service, UserKey } from "./world-fault.ts";

interface Seen<T extends string> {
  readonly type: T;
  readonly at: number;
}

interface ByInstance {
  readonly function: FunctionName;
  /** Counted over all functions, from 1. */
  readonly instance: number;
}

/** What can be seen from outside. */
export type Observation =
  // Google's webhooks. `webhook` numbers them; a repeat has a number of its own and names the first.
  | (Seen<"webhook-sent"> & {
      readonly webhook: number;
      readonly repeats?: number;
      readonly channel: Channel;
      readonly event: Readonly<Record<string, unknown>>;
    })
  /** @param status 200 accepted it; missing when the connection was lost. */
  | (Seen<"webhook-answered"> & { readonly webhook: number; readonly status?: number })
  // Pub/Sub.
  | (Seen<"published"> &
      QueuedMessage & {
        readonly topic: Topic;
        /** A function, or `story`, `tasks` or `queue`. */
        readonly from: string;
      })
  | (Seen<"delivery-begun"> & ByInstance & QueuedMessage & { readonly kind: Kind; readonly attempt: number })
  /** @param status Missing: the instance died, or the deadline passed. */
  | (Seen<"delivery-answered"> &
      ByInstance & {
        readonly kind: Kind;
        readonly message: string;
        readonly attempt: number;
        readonly status?: number;
      })
  /** To the topic of its dead letters: by a function with its `reason`, or by Pub/Sub after the last attempt, without. */
  | (Seen<"dead-lettered"> & QueuedMessage & { readonly kind: Kind; readonly reason?: string })
  /** Its subscription has kept it for 31 days, and nobody acknowledged it. */
  | (Seen<"message-forgotten"> & { readonly kind: Kind; readonly message: string })
  | (Seen<"parked"> & QueuedMessage & { readonly reason: string })
  | (Seen<"handoff-news"> & {
      readonly conversation: ConversationId;
      readonly news: HandoffNews;
      readonly id: string;
    })
  // The cut. `call` numbers them over all services.
  | (Seen<"call-begun"> &
      ByInstance &
      CallAbout & { readonly call: number; readonly service: Service; readonly method: string })
  /** The service has done it: the answer may yet be lost. */
  | (Seen<"call-done"> & { readonly call: number; readonly status: number })
  /** @param status Missing: broken connection. No such observation where the caller died or hangs. */
  | (Seen<"call-ended"> & { readonly call: number; readonly status?: number; readonly fault?: string })
  /** The caller gave up, by its own time-out or an abort. */
  | (Seen<"call-aborted"> & { readonly call: number })
  // Phones and the other channel.
  | (Seen<"shown"> & {
      readonly user: UserKey;
      /** The id that we gave it. */
      readonly id: string;
      readonly bubble: "message" | "read" | "typing" | "typing-stopped" | "joined" | "left" | "survey" | "revoke";
      readonly text?: string;
    })
  | (Seen<"sms-taken"> & {
      readonly id: string;
      readonly to: string;
      readonly text: string;
      readonly isRepeat: boolean;
    })
  // Timers.
  | (Seen<"timer-set"> & { readonly name: string; readonly due: number })
  | (Seen<"timer-fired"> & { readonly name: string })
  /** It is due, and cannot be published: Cloud Tasks tries again. */
  | (Seen<"timer-refused"> & { readonly name: string })
  // Documents. Only commits that change the conversation's own document.
  | (Seen<"conversation-committed"> &
      ByInstance & {
        readonly conversation: ConversationId;
        /** The stored mode's type. */
        readonly mode?: string;
        readonly isOptedOut?: boolean;
        /** When the user chose so. */
        readonly chosenAt?: number;
        readonly lease?: { readonly turn: string; readonly expiresAt: number };
      })
  // Instances.
  | (Seen<"instance-started" | "instance-stopped" | "instance-crashed" | "instance-resumed"> & ByInstance)
  | (Seen<"instance-paused"> & ByInstance & { readonly until: number })
  | (Seen<"instance-skewed"> & ByInstance & { readonly byMs: number })
  | (Seen<"released"> & { readonly agents: readonly AgentId[] })
  | (Seen<"logged"> &
      ByInstance & {
        readonly severity: string;
        readonly event: LogEvent;
        readonly fields: Readonly<Record<string, unknown>>;
      })
  | (Seen<"fault-begun" | "fault-ended"> & {
      readonly name: string;
      readonly service: Service;
      readonly mode: FaultMode;
    })
  // What a story did.
  | (Seen<"acted"> & { readonly act: StoryAct });

interface QueuedMessage {
  /** Pub/Sub's id; a dead letter's message has a new one. */
  readonly message: string;
  /** Of the messages it was copied from, the first. */
  readonly origin?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly orderingKey?: string;
}

/** Whom and what a call is about, as far as it says so. */
interface CallAbout {
  readonly user?: UserKey;
  /** The message id or event id that we gave it; of a document, its path. */
  readonly id?: string;
}
