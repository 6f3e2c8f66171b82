import type { Address, AgentId, Channel, ConversationId } from "../../shared/base/ids.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { AGENTS } from "./fixtures.ts";
import { CONVERSATION_KEY } from "./stack.ts";

/** Where a user is reached: the channel, the agent and the conversation. */
export interface UserAddress {
  readonly channel: Channel;
  readonly agent: AgentId;
  readonly address: Address;
  readonly conversation: ConversationId;
}

/** The address of a user who talks to the tests' agent on the channel. */
export function userAddressOf(channel: Channel, to: string): UserAddress {
  const agent = AGENTS[channel === "rcs" ? 0 : 1].agent as AgentId;
  const address = to as Address;
  return { channel, agent, address, conversation: conversationId(CONVERSATION_KEY, { channel, agent, address }) };
}
