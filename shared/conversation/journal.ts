import type { Brand } from "../base/brand.ts";
import type { ConversationId, OutgoingId } from "../base/ids.ts";
import type { StatusTimes } from "../bot/history-entry.ts";
import type { Acceptance } from "../inbound/acceptance.ts";
import type { InboundEvent, InboundMessage } from "../inbound/inbound.ts";
import type { Reply } from "../reply/reply.ts";
import type { Act } from "./act.ts";
import type { DeliveryTerms, OutboundRequest } from "./outbound-request.ts";
import type { ConversationState } from "./state.ts";
import type { Timer } from "./timer.ts";
import type { TurnId } from "./turn-id.ts";

/** All that a conversation keeps, and that may lead to a turn. */
export type Fact = InboundMessage | InboundEvent | OutboundRequest | Timer;

/** One state of a stored document; two are equal only if nobody has written in between. */
export type Version = Brand<string, "Version">;

/** A conversation as it was when it was loaded. */
export interface Snapshot {
  readonly conversation: ConversationId;
  /** `undefined`: nothing has happened in it yet. */
  readonly state: ConversationState | undefined;
  readonly version: Version | undefined;
  /** Who performs a turn now. Until it expires, no other turn may begin. */
  readonly lease: Lease | undefined;
  /** Of the turn that was asked for, where there is one. */
  readonly journal: Journal | undefined;
  /** Of the newest messages that ended a turn, oldest first. */
  readonly accepted?: readonly AcceptedMessage[];
}

/** A message of ours, and what Google said when it took it. */
export interface AcceptedMessage {
  readonly id: OutgoingId;
  readonly acceptance: Acceptance;
}

/** The right of one turn to the conversation, for a while. */
export interface Lease {
  readonly turn: TurnId;
  readonly expiresAt: Date;
}

/** What the tries of a turn have decided, and how far they came. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** How many answers of the bot are in the entries. */
  readonly answers: number;
  /** Nothing will be added to the entries. */
  readonly isComplete: boolean;
  /** It was not performed to its end when it last had the conversation, or never had it: its entries tell what is left. */
  readonly isAbandoned: boolean;
  /** Only a silent replay has told of its fact so far. */
  readonly isRebuilt?: true;
  /** Only receipts have told of it so far. */
  readonly isUntold?: true;
}

/** An act that every try repeats in the same words under the same id. */
export interface JournalEntry {
  readonly id: OutgoingId;
  readonly act: Act;
  /** It was performed, or was refused for ever: it must not be performed again. */
  readonly isDone: boolean;
  /** A silent replay has decided it, and has not performed it. */
  readonly isReplayed?: true;
  /** A message with a fallback that an earlier try began to send: it ended, or died, before it knew more. */
  readonly mayHaveLeft?: boolean;
  /** An earlier try has asked another channel to say it. */
  readonly fallback?: FallbackRecord;
  /** What Google said when it took the message. */
  readonly acceptance?: Acceptance;
}

/** The failure of an act that a silent replay has decided. Unlike any other, it ends when a delivery may say it after all. */
export const REPLAYED = "replayed";

/** True when nothing is left to perform. */
export function areDone(entries: readonly JournalEntry[]): boolean {
  return entries.every(({ isDone }) => isDone);
}

/** What is committed in one step, or not at all. */
export interface Commit {
  readonly fact: Fact;
  readonly turn: TurnId;
  readonly entries: readonly JournalEntry[];
  /** How many answers of the bot are in the entries; 0 unless set. */
  readonly answers?: number;
  readonly isComplete: boolean;
  readonly state: ConversationState;
  readonly at: Date;
  /**
   * Who has the conversation afterwards: this turn, because something is left to perform; another turn, whose lease is kept as
   * it is, so that nothing of this one begins; or nobody.
   */
  readonly lease: Lease | undefined;
}

/** How an act went. */
export interface Outcome {
  readonly index: number;
  /** A PermanentError's reason; missing when it was performed. */
  readonly failure?: string;
  /** It was not performed yet: a message with a fallback is about to be sent. */
  readonly begunAt?: Date;
  /** It was not performed, and surely nothing of it has left: it has no time of sending until a later try. */
  readonly isUnsent?: true;
  /** A silent replay had recorded that it is not performed; that ends. */
  readonly wasReplayed?: true;
  /** It was performed, and Google said this. */
  readonly acceptance?: Acceptance;
}

/** A message of ours as it was when it was loaded. */
export interface MessageSnapshot {
  readonly id: OutgoingId;
  readonly version: Version;
  /** When its turn's fact happened: no try changes it. */
  readonly at: Date;
  readonly reply: Reply;
  /** Without `sent`, no try to send it has begun. */
  readonly times: StatusTimes;
  readonly terms?: DeliveryTerms;
  /** Why it will never be sent: a PermanentError's reason. */
  readonly failure?: string;
  readonly fallback?: FallbackRecord;
}

/** That another channel takes over, and how that went. */
export interface FallbackRecord {
  readonly reason: FallbackReason;
  /** When somebody last set about it, in RFC 3339. */
  readonly at: string;
  /** The other channel has it. */
  readonly isSaid?: true;
  /** Why the other channel will never take it: a PermanentError's reason. */
  readonly failure?: string;
}

/** How we learnt that a message may not arrive: `refused` is Google's word about the message, `overdue` our own timer. */
export type FallbackReason = "unreachable" | "refused" | "revoked" | "inconclusive" | "overdue";

/** A place in history, opaque: what `read` returned. */
export type PageToken = Brand<string, "PageToken">;
