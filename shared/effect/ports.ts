import type { ConversationId, InboundId, MessageId, OutgoingId } from "../base/ids.ts";
import type { Reply } from "../bot/reply.ts";
import type { QueueMessage } from "../envelope/delivery.ts";
import type { Kind } from "../envelope/kind.ts";
import type { Content, Event, InboundEvent, InboundMessage, Receipt } from "../inbound/inbound.ts";
import type { Destination } from "./effect.ts";
import type { StatusTimes } from "./status.ts";

/** What was said and what happened, for ever and once. Every method is safe to repeat. @throws TransientError */
export interface History {
  /** Keeps a fact, unless it is known: one write, and a read only when it is known. */
  record(fact: InboundMessage | InboundEvent): Promise<Recorded>;
  /** Keeps how a message of ours left, or why it never will: one write. */
  recordOutgoing(conversation: ConversationId, outgoing: Outgoing): Promise<void>;
  /** Merges receipts of one message, known or not yet known: one write, no read, in any order and multiplicity. */
  mergeReceipts(conversation: ConversationId, message: MessageId, receipts: readonly Receipt[]): Promise<void>;
  /** True while the next call would first block the process to load a client: what must leave at once leaves before. */
  isCold?(): boolean;
  /** The newest `limit` entries, newest first. */
  read(conversation: ConversationId, limit: number): Promise<readonly Entry[]>;
}

/** A fact in history, and what was decided to answer it. */
export interface Recorded {
  /** What an earlier try decided; `undefined` when none came so far. */
  readonly replies: readonly SettledReply[] | undefined;
  /** Decides the replies, once and for all tries: when another try was first, its replies are returned. One write. */
  settle(replies: readonly Reply[]): Promise<readonly SettledReply[]>;
}

/** A reply that every try repeats in the same words under the same id. */
export interface SettledReply {
  readonly id: OutgoingId;
  readonly reply: Reply;
  /** Google has it, or has refused it for ever: it must not be sent again. */
  readonly isDone: boolean;
}

/** A message of ours that left, or the reason why it never will. */
export interface Outgoing {
  readonly id: OutgoingId;
  readonly reply: Reply;
  readonly at: Date;
  /** A PermanentError's reason. */
  readonly failure?: string;
}

/** One line of a conversation. */
export type Entry =
  | { readonly type: "message"; readonly id: InboundId; readonly at: Date; readonly content: Content }
  | { readonly type: "event"; readonly id: InboundId; readonly at: Date; readonly event: Event }
  | OutgoingEntry;

/** A message of ours; without `reply` when so far only receipts told of it. */
export interface OutgoingEntry {
  readonly type: "outgoing";
  readonly id: MessageId;
  readonly at: Date;
  readonly reply?: Reply;
  readonly times: StatusTimes;
  readonly failure?: string;
}

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

/** A topic, without the deployment's prefix. */
export type Topic = Kind | "parked" | DeadLetterTopic;

type DeadLetterTopic = `${Kind}-dead`;

/** Where a kind's dead letters go. */
export function deadLetterTopic(kind: Kind): DeadLetterTopic {
  return `${kind}-dead`;
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
