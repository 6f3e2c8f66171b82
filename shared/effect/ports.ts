import type { Brand } from "../base/brand.ts";
import type { Channel, ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import type { Entry, StatusTimes } from "../bot/entry.ts";
import type { Reply } from "../bot/reply.ts";
import type { QueueMessage } from "../envelope/delivery.ts";
import { KINDS, type Kind } from "../envelope/kind.ts";
import type { Receipt } from "../inbound/inbound.ts";
import type { Announcer, Revoker, Surveyor } from "./channel-ports.ts";
import type { Destination } from "./destination.ts";
import type { DeliveryTerms } from "./outbound.ts";
import type { TurnId } from "./turn-id.ts";
import type { Fact, Settlement, Sight, Version } from "./turn-record.ts";

/**
 * Conversations: their heads, what was said, and what became of it. Every method is safe to repeat.
 * @throws TransientError
 */
export interface History {
  /** Looks at a conversation: one read, and a second one for a turn where it is asked for. */
  look(conversation: ConversationId, turn?: TurnId): Promise<Sight>;
  /**
   * Keeps a fact, what was decided about it, and the head that follows: all of it or nothing, in two writes.
   * @returns What stands now; `undefined` when somebody has written since `sight`, or the fact is known: look again.
   */
  settle(settlement: Settlement, sight: Sight): Promise<Sight | undefined>;
  /** Ends the performing of a turn: one write. @returns False when its time was up and another has begun. */
  release(sight: Sight): Promise<boolean>;
  /** Keeps how acts went: that they left, or why they never will. One write. */
  recordOutcome(conversation: ConversationId, turn: TurnId, outcomes: readonly Outcome[]): Promise<void>;
  /** Keeps a fact that leads to nothing, or not yet, unless it is known: one write. */
  record(fact: Fact): Promise<void>;
  /** Merges receipts of one message, known or not yet known: one write, no read, in any order and multiplicity. */
  mergeReceipts(conversation: ConversationId, message: MessageId, receipts: readonly Receipt[]): Promise<void>;
  /** Looks at a message of ours: one read. `undefined` when we know of none. */
  lookAtMessage(conversation: ConversationId, message: MessageId | OutgoingId): Promise<MessageSight | undefined>;
  /** Keeps that another channel takes over, or how that went: one write. @returns False when somebody has written since `sight`. */
  settleFallback(conversation: ConversationId, fellBack: FellBack, sight: MessageSight): Promise<boolean>;
  /** True while the next call would first block the process to load a client: what must leave at once leaves before. */
  isCold?(): boolean;
  /** The entries of the newest `limit` turns, newest first; older ones follow with the page's `older`. */
  read(conversation: ConversationId, limit: number, older?: PageMark): Promise<Page>;
}

/** How an act went. */
export interface Outcome {
  readonly step: number;
  /** A PermanentError's reason; missing when the world has it. */
  readonly failure?: string;
}

/** A message of ours as it stood when it was looked at. */
export interface MessageSight {
  readonly id: OutgoingId;
  readonly version: Version;
  readonly reply: Reply;
  readonly times: StatusTimes;
  readonly terms?: DeliveryTerms;
  /** Why it will never be sent: a PermanentError's reason. */
  readonly failure?: string;
  readonly fellBack?: FellBack;
}

/** That another channel takes over, and how that went. */
export interface FellBack {
  readonly reason: FallbackReason;
  /** When somebody last set about it, in RFC 3339. */
  readonly at: string;
  /** The other channel has it. */
  readonly hasLeft?: true;
  /** Why the other channel will never take it: a PermanentError's reason. */
  readonly failure?: string;
}

/** How we learnt that a message may not arrive: `refused` is Google's word about the message, `overdue` our own deadline. */
export type FallbackReason = "unreachable" | "refused" | "revoked" | "inconclusive" | "overdue";

/** Some entries, newest first. */
export interface Page {
  readonly entries: readonly Entry[];
  /** Where the next page begins; `undefined` at the conversation's beginning. */
  readonly older: PageMark | undefined;
}

/** A place in history, opaque: what `read` returned. */
export type PageMark = Brand<string, "PageMark">;

/**
 * Google's API of one channel. An id that was used before is ignored by Google, and counts as done.
 * @throws PermanentError when Google refuses the call itself; TransientError when another try may pass.
 */
export interface Messenger {
  send(to: Destination, message: { readonly id: OutgoingId; readonly reply: Reply }): Promise<void>;
  markRead(to: Destination, read: { readonly id: OutgoingId; readonly message: MessageId }): Promise<void>;
  showTyping(to: Destination, id: OutgoingId): Promise<void>;
  /** RCS has no such call: there the indicator ends with the next message, or after about 20 seconds. */
  stopTyping(to: Destination, id: OutgoingId): Promise<void>;
}

/** Google's API of each channel, with what one channel alone can do. */
export interface Messengers extends Readonly<Record<Channel, Messenger>> {
  readonly rcs: Messenger & Revoker;
  readonly "business-messages": Messenger & Announcer & Surveyor;
}

/** What a subscriber of ours takes: what comes from Google, what other systems ask for, and our own deadlines. */
export type Task = Kind | "outbound" | "deadline";

export const TASKS: readonly Task[] = [...KINDS, "outbound", "deadline"];

/** A topic, without the deployment's prefix. */
export type Topic = Task | "parked" | "handoff" | "fallback" | DeadLetterTopic;

type DeadLetterTopic = `${Task}-dead`;

/** Where a task's dead letters go. */
export function deadLetterTopic(task: Task): DeadLetterTopic {
  return `${task}-dead`;
}

/** Another channel, such as SMS. @throws PermanentError when it will never take the message; any other when another try may pass. */
export interface Fallback {
  /** Ends within 10 seconds. After a crash the same message comes again, in the same words under the same id: it is said once. */
  say(message: FallbackMessage): Promise<void>;
}

/** What another channel is asked to say. */
export interface FallbackMessage {
  /** Of the RCS message that it stands for. */
  readonly id: OutgoingId;
  readonly to: Destination;
  readonly text: string;
  readonly reason: FallbackReason;
  readonly isCritical: boolean;
  /** When the RCS message was decided. */
  readonly at: Date;
}

/** Puts messages on topics. */
export interface Publisher {
  /** Resolves once the message is durable. @throws NotDurableError when that is not known to be so in time. */
  publish(topic: Topic, message: QueueMessage): Promise<void>;
}

/** A subscription of ours: each message of a topic, pushed to a function until it answers 200. */
export interface Subscription {
  readonly topic: Topic;
  /** The function's URL. */
  readonly endpoint: string;
  /** One message of an ordering key at a time, in the order they were published. */
  readonly isOrdered: boolean;
  /** How many deliveries until the message goes to the dead-letter topic of its kind; `undefined` is never. */
  readonly maxAttempts: number | undefined;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
}

/** The consuming side of Pub/Sub, where it is ours to run. In production Terraform owns it. */
export interface Queue {
  /** Makes sure that the topics and subscriptions exist, and starts pushing. */
  subscribe(subscriptions: readonly Subscription[]): Promise<void>;
  close(): Promise<void>;
}

/** The time. */
export interface Clock {
  now(): Date;
}

/** A clock that one can wait with. */
export interface Timer extends Clock {
  /** Resolves after so many milliseconds, or at once when the signal fires. */
  wait(millis: number, until?: AbortSignal): Promise<void>;
}
