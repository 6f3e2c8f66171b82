import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import type { HistoryEntry } from "../bot/history-entry.ts";
import type {
  AcceptedMessage,
  Commit,
  Fact,
  FallbackRecord,
  Lease,
  MessageSnapshot,
  Outcome,
  PageToken,
  Snapshot,
} from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { TurnId } from "../conversation/turn-id.ts";
import type { Receipt } from "../inbound/inbound.ts";

/**
 * Conversations: their state, what was said, and what became of it. Every method is safe to repeat.
 * @throws TransientError when another try may pass. @throws PermanentError `refused-by-history` when it would fail again.
 */
export interface History {
  /** Loads a conversation: one read, and a second one for the journal of a turn where it is asked for. */
  load(conversation: ConversationId, turn?: TurnId): Promise<Snapshot>;
  /**
   * Keeps a fact, what was decided about it, and the state that follows: all of it or nothing, in two writes. Another turn
   * that loses its lease by it is marked as abandoned, by a third one. Where another turn keeps its lease, this one is marked as
   * abandoned if something of it is left, and what it sends has no time of sending until a commit under its own lease.
   * @returns What is there now; `undefined` when others have written since `snapshot`, or the fact is known: load again.
   */
  commit(commit: Commit, snapshot: Snapshot): Promise<Snapshot | undefined>;
  /**
   * Keeps a state that no fact of this conversation has led to, beside whatever turn is under way: one write.
   * @returns False when others have written since `snapshot`.
   */
  keepState(state: ConversationState, snapshot: Snapshot, at: Date): Promise<boolean>;
  /**
   * Ends a lease: one write. All that was committed counts as done then. The write also keeps what Google said about messages,
   * beside the conversation: of the newest 32 that end a turn, for another write would cost more than that is worth.
   * @returns False when others have written since `snapshot`.
   */
  release(snapshot: Snapshot, accepted?: readonly AcceptedMessage[]): Promise<boolean>;
  /**
   * Ends a lease before its turn was performed, and marks the turn as abandoned, so that its entries tell a later try what is left:
   * two writes. @param held The lease that another try of the turn had before, and may still go on with: it is given back.
   * @returns False when others have written since `snapshot`.
   */
  abandon(snapshot: Snapshot, held?: Lease): Promise<boolean>;
  /**
   * Keeps how acts of a committed turn went: that they are done, or why they never will be. One write. A turn that was erased
   * meanwhile does not come back by it.
   */
  recordOutcome(conversation: ConversationId, turn: TurnId, outcomes: readonly Outcome[]): Promise<void>;
  /** Keeps a fact that leads to nothing, or not yet, unless it is known: one write. */
  record(fact: Fact): Promise<void>;
  /**
   * Merges receipts of one message, in any order and multiplicity: no read, and one write; or two and a read for a message not
   * yet known. They change neither when its turn happened nor how long that is kept. Those of somebody who was erased, about a
   * message that is not known, are kept nowhere.
   */
  mergeReceipts(
    about: { readonly conversation: ConversationId; readonly received: Date },
    message: MessageId,
    receipts: readonly Receipt[],
  ): Promise<void>;
  /** Loads a message of ours: one read. `undefined` when we know of none. */
  loadMessage(conversation: ConversationId, message: MessageId | OutgoingId): Promise<MessageSnapshot | undefined>;
  /**
   * Keeps that another channel takes over, or how that went: one write.
   * @returns False when others have written since `snapshot`.
   */
  commitFallback(conversation: ConversationId, fallback: FallbackRecord, snapshot: MessageSnapshot): Promise<boolean>;
  /** Counts an unexpected failure of a queued message: one write, one read. @returns How many there were, with this one. */
  countFailure(key: string, at: Date): Promise<number>;
  /** The entries of the newest `limit` turns, newest first; older ones follow with the page's `older`. */
  read(conversation: ConversationId, limit: number, older?: PageToken): Promise<Page>;
}

/** Some entries, newest first. */
export interface Page {
  readonly entries: readonly HistoryEntry[];
  /** Where the next page begins; `undefined` at the conversation's beginning. */
  readonly older: PageToken | undefined;
}
