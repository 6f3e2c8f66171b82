import type { Address, AgentId, Channel, ConversationId } from "../base/ids.ts";

/** Whom a call to Google is about. */
export interface ConversationAddress {
  readonly channel: Channel;
  readonly agent: AgentId;
  readonly address: Address;
  readonly conversation: ConversationId;
}
