import type { Agent } from "../shared/base/agent.ts";
import type { Address, AgentId, Channel, ConversationId } from "../shared/base/ids.ts";
import { conversationId } from "../shared/envelope/conversation.ts";

/** The RCS agent of `npm start`. */
export const RCS_AGENT: Agent = { channel: "rcs", agent: "demo_agent" as AgentId };

/** The agent of Business Messages of `npm start`. */
const BUSINESS_MESSAGES_AGENT: Agent = {
  channel: "business-messages",
  agent: "brands/demo/agents/demo" as AgentId,
};

/** All agents of `npm start`. */
export const DEMO_AGENTS: readonly Agent[] = [RCS_AGENT, BUSINESS_MESSAGES_AGENT];

/** What Google signs both agents' webhooks with. */
export const DEMO_TOKEN = "demo-token";

/** The tokens that ingress accepts, by agent. */
export const DEMO_TOKENS = { [RCS_AGENT.agent]: [DEMO_TOKEN], [BUSINESS_MESSAGES_AGENT.agent]: [DEMO_TOKEN] };

/** The key that names conversations. */
export const DEMO_KEY = "demo-key";

/** A user's conversation with the agent of the channel. @param address The phone number, or Google's id of the conversation. */
export function demoConversation(channel: Channel, address: string): ConversationId {
  const { agent } = channel === "rcs" ? RCS_AGENT : BUSINESS_MESSAGES_AGENT;
  return conversationId(DEMO_KEY, { channel, agent, address: address as Address });
}
