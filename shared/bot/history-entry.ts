import type { InboundId, MessageId, OutgoingId } from "../base/ids.ts";
import type { Acceptance } from "../inbound/acceptance.ts";
import type { Content, Event, ReceiptType } from "../inbound/inbound.ts";
import type { Reply } from "../reply/reply.ts";

/** One line of a conversation. */
export type HistoryEntry =
  | { readonly type: "message"; readonly id: InboundId; readonly at: Date; readonly content: Content }
  | { readonly type: "event"; readonly id: InboundId; readonly at: Date; readonly event: Event }
  | ConsentEntry
  | OutgoingEntry;

/** That the user unsubscribed or subscribed, and when. */
interface ConsentEntry extends ConsentSign {
  readonly type: "consent";
  readonly id: OutgoingId;
  readonly at: Date;
}

/** What the user chose, by what, and how far its time is known. */
export interface ConsentSign {
  readonly isOptedOut: boolean;
  /**
   * A word, a tap, an event of the channel, the bot's answer, or a choice at another agent of the brand. Missing in what a release
   * before this kept.
   */
  readonly by?: "word" | "tap" | "event" | "answer" | "brand";
  /** What the user typed or tapped. */
  readonly word?: string;
  /** `at` is only when we heard of it: it may have been made a week before. */
  readonly isEstimated?: true;
}

/** A message of ours; without `reply` when so far only receipts told of it. */
export interface OutgoingEntry {
  readonly type: "outgoing";
  readonly id: MessageId | OutgoingId;
  readonly at: Date;
  readonly reply?: Reply;
  readonly times: StatusTimes;
  /** What Google said when it took the message, and so what it cost. Of the messages that ended a turn, the newest have it. */
  readonly acceptance?: Acceptance;
  /** Why Google will never take it: a PermanentError's reason. */
  readonly failure?: string;
}

/** When each step in the life of a message of ours first happened. Merging keeps the earliest: order does not matter. */
export type StatusTimes = { readonly [step in "sent" | ReceiptType]?: Date };
