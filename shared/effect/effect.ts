import type { Address, AgentId, Channel, ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import type { InboundEvent, InboundMessage, Receipt } from "../inbound/inbound.ts";

/** Whom a call to Google is about. */
export interface Destination {
  readonly channel: Channel;
  readonly agent: AgentId;
  readonly address: Address;
  readonly conversation: ConversationId;
}

/** What a function decides to do about one fact. Everything in it is safe to do twice. */
export interface Plan {
  /** Leave at once, beside the work. */
  readonly first: readonly Signal[];
  /** Must be done before the delivery is acknowledged, in this order. */
  readonly work: readonly Work[];
  /** Leave when the work has ended, well or not. */
  readonly last: readonly Signal[];
}

/** What the user sees at once. Its failure stops nothing. */
export type Signal =
  | { readonly do: "markRead"; readonly to: Destination; readonly id: OutgoingId; readonly message: MessageId }
  | { readonly do: "showTyping"; readonly to: Destination; readonly id: OutgoingId }
  | { readonly do: "stopTyping"; readonly to: Destination; readonly id: OutgoingId };

export type Work = HistoryEffect | { readonly do: "takeTurn"; readonly message: InboundMessage };

/** What is done to history alone. */
export type HistoryEffect =
  | { readonly do: "record"; readonly fact: InboundMessage | InboundEvent }
  | {
      readonly do: "mergeReceipts";
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly receipts: readonly Receipt[];
    };
