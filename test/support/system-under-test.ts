import type { Address, AgentId, ConversationId } from "../../shared/base/ids.ts";
import { classify } from "../../shared/envelope/classify.ts";
import { conversationId, NO_ADDRESS } from "../../shared/envelope/conversation.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import type { Fixture } from "./fixtures.ts";
import { CONVERSATION_KEY } from "./stack.ts";

/** Whom a recorded webhook is about. */
export interface FixtureAddress {
  readonly agent: AgentId;
  /** Empty for an agent's own events. */
  readonly address: Address;
  readonly conversation: ConversationId;
}

export function addressOf({ channel, body }: Fixture): FixtureAddress {
  const { json, agent } = unwrap(channel, body);
  if (agent === undefined) throw new Error("The fixture names no agent");
  const sorted = classify(channel, json);
  const address = "address" in sorted ? sorted.address : NO_ADDRESS;
  const conversation = conversationId(CONVERSATION_KEY, { channel, agent, address });
  return { agent, address, conversation };
}
