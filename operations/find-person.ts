import { type Address, type AgentId, type Channel, type ConversationId, isConversationId } from "../shared/base/ids.ts";
import { addressIn, isPhone } from "../shared/base/phone.ts";
import { present } from "../shared/base/present.ts";
import { conversationId, NO_ADDRESS } from "../shared/envelope/conversation.ts";
import type { Operator } from "./operator.ts";

/** One conversation of a person's. */
export interface PersonConversation {
  readonly conversation: ConversationId;
  readonly channel: Channel;
  /** Empty where nothing says which one. */
  readonly agent: AgentId;
  /** Where it is known. */
  readonly address?: Address;
}

/**
 * The conversations of a person: the one that is named, or those of a phone number with every agent of RCS.
 * @throws Error for what is neither. @throws SettingsError when a phone number is given and no settings say which agents there are.
 */
export async function findPerson(named: string, operator: Operator): Promise<readonly PersonConversation[]> {
  if (isConversationId(named)) return [await findConversation(named, operator)];
  const address = addressIn(named);
  if (!isPhone(address)) {
    const met = `${named.length} other characters`;
    throw new Error(
      `Cannot find the person: expected a phone number such as +447700900123, or the 43 characters that name a conversation, got ${met}`,
    );
  }
  const { agents, conversationKey } = await operator.directory();
  return agents
    .filter(({ channel }) => channel === "rcs")
    .map(({ channel, agent }) => {
      const of = { channel, agent, address };
      return { ...of, conversation: conversationId(conversationKey, of) };
    });
}

/** A conversation that begins with a typing indicator has no state yet. */
async function findConversation(conversation: ConversationId, { history }: Operator): Promise<PersonConversation> {
  const { to } = (await history.load(conversation)).state ?? {};
  if (to === undefined) return { conversation, channel: "rcs", agent: "" as AgentId };
  const { channel, agent, address } = to;
  return { conversation, channel, agent, ...present({ address: address === NO_ADDRESS ? undefined : address }) };
}
