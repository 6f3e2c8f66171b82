import type { Agent } from "../base/agent.ts";

/** Our agents, and how the conversations with them are named. */
export interface AgentDirectory {
  readonly agents: readonly Agent[];
  readonly conversationKey: string;
}
