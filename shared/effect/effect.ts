import type { Address, AgentId, Channel, ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import type { InboundEvent, InboundMessage, Receipt } from "../inbound/inbound.ts";

/** Whom a call to Google is about. */
export interface Destination {
  readonly channel: Channel;
  readonly agent: AgentId;
  readonly address: Address;
  readonly conversation: ConversationId;
}

/** Everything that a function may decide to do. Each is safe to do twice. */
export type Effect = Signal | Work;

/** What the user sees at once: it leaves before and beside all work, and its failure stops nothing. */
export type Signal =
  | { readonly do: "markRead"; readonly to: Destination; readonly id: OutgoingId; readonly message: MessageId }
  | { readonly do: "showTyping"; readonly to: Destination; readonly id: OutgoingId }
  | { readonly do: "stopTyping"; readonly to: Destination; readonly id: OutgoingId };

/** What must be done before a delivery is acknowledged. */
export type Work = Keeping | { readonly do: "takeTurn"; readonly message: InboundMessage };

/** What is done to history alone. */
export type Keeping =
  | { readonly do: "record"; readonly fact: InboundMessage | InboundEvent }
  | {
      readonly do: "mergeReceipts";
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly receipts: readonly Receipt[];
    };
