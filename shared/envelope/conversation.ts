import type { Address, AgentId, Channel, ConversationId } from "../base/ids.ts";
import { keyedHash } from "../base/keyed-hash.ts";

/** The address of facts about an agent itself, such as its launch: they are a conversation of their own, without a user. */
export const NO_ADDRESS = "" as Address;

/**
 * Names the conversation of one user with one agent: HMAC-SHA256 under CONVERSATION_KEY, base64url, 43 characters. It is
 * always the same, says nothing about the user, and spreads evenly over Firestore's key space. It never ends in `__`, which
 * Firestore reserves.
 */
export function conversationId(
  key: string,
  of: { readonly channel: Channel; readonly agent: AgentId; readonly address: Address },
): ConversationId {
  const name = JSON.stringify([of.channel, of.agent, of.address]);
  return keyedHash(key, name) as ConversationId;
}
