import type { Region } from "../base/agent.ts";
import type { AgentId } from "../base/ids.ts";
import type { LaunchState } from "../inbound/launch.ts";

/**
 * What Google keeps of RCS agents beside their messages, and what people see to in its console otherwise.
 * @throws UnauthorisedError that names what is missing; TransientError; PermanentError when Google refuses the call.
 */
export interface AgentRegistry {
  /** `undefined` when none of the account's brands has the agent. */
  find(agent: AgentId): Promise<RegisteredAgent | undefined>;
  /** The agent's own webhook; `undefined` where that of the whole partner counts, which nobody can ask for. */
  webhookOf(agent: AgentId): Promise<string | undefined>;
  /** Google asks the webhook for a handshake first. @throws PermanentError `no-agent` when there is no such agent. */
  setWebhook(agent: AgentId, webhook: { readonly url: string; readonly token: string }): Promise<void>;
  /** From then on the webhook of the partner counts. Also when there is none. */
  removeWebhook(agent: AgentId): Promise<void>;
  /** How the agent does, in each country where it has enough traffic. */
  performanceOf(agent: AgentId): Promise<readonly AgentPerformance[]>;
}

/** An agent as its owner has set it up. */
export interface RegisteredAgent {
  /** Such as `brands/b/agents/a`. */
  readonly name: string;
  readonly displayName?: string;
  readonly useCase?: AgentUseCase | "unknown";
  readonly billing?: "conversational" | "non-conversational" | "basic-message" | "single-message" | "unknown";
  readonly region?: Region | "unknown";
  readonly isArchived: boolean;
  /** One for each carrier that was asked. */
  readonly launches: readonly { readonly carrier: string; readonly state: LaunchState }[];
}

/** What an agent may be used for. */
type AgentUseCase = "otp" | "transactional" | "promotional" | "multi-use";

/** What Google says of an agent in one country, once a day. */
export interface AgentPerformance {
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly reputation?: "low" | "medium" | "high" | "unknown";
  /** First messages a user in any 28 days; none when it is missing. */
  readonly trafficLimit?: number;
}
