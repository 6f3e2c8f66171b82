import { type Address, type ConversationId, isConversationId } from "../shared/base/ids.ts";
import { conversationId } from "../shared/envelope/conversation.ts";
import type { Operator } from "./operator.ts";

const PHONE = /^\+[1-9]\d{6,14}$/;
const MARKS = /[\s().-]/g;

/** True for a phone number with its plus, however it is grouped. */
export function isPhone(whom: string): boolean {
  return PHONE.test(whom.replace(MARKS, ""));
}

/**
 * The conversations of whoever is asked about: one that is named, or those of a phone number with each agent of RCS.
 * @throws Error for what is neither.
 */
export async function findConversations(
  whom: string,
  { directory }: Pick<Operator, "directory">,
): Promise<readonly ConversationId[]> {
  if (isConversationId(whom)) return [whom];
  if (!isPhone(whom)) {
    throw new Error(
      "Cannot tell whose conversation is meant: expected its name, or a phone number such as +447700900123",
    );
  }
  const { agents, conversationKey } = await directory();
  const address = whom.replace(MARKS, "") as Address;
  const ours = agents.filter(({ channel }) => channel === "rcs");
  return ours.map(({ channel, agent }) => conversationId(conversationKey, { channel, agent, address }));
}
