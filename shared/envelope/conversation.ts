import type { Address, AgentId, Channel, ConversationId } from "../base/ids.ts";
import { keyedHash } from "../base/keyed-hash.ts";

/** Facts about an agent itself, such as its launch, belong to the agent's conversation with nobody. */
export const NOBODY = "" as Address;

/**
 * Names the conversation of one user with one agent: HMAC-SHA256 under CONVERSATION_KEY, base64url, 43 characters. It is
 * the same for ever, tells nothing about the user, and spreads evenly over Firestore's key space. 32 bytes never end in `__`,
 * which Firestore reserves.
 */
export function conversationId(
  key: string,
  of: { readonly channel: Channel; readonly agent: AgentId; readonly address: Address },
): ConversationId {
  const name = JSON.stringify([of.channel, of.agent, of.address]);
  return keyedHash(key, name) as ConversationId;
}
