import { PermanentError, SettingsError } from "./errors.ts";
import { type AgentId, agentId, type Channel, isAgentName } from "./ids.ts";
import { type Json, list, member, nonEmptyText, oneOf, optional, parseJson, refuse, shape, text } from "./json.ts";

/** One agent of ours, as AGENTS describes it. */
export interface Agent {
  readonly channel: Channel;
  readonly agent: AgentId;
  /** Whom an opt-out covers; the agent alone when it is missing. */
  readonly brand?: string;
  /** RCS: the region whose host is called; Google's global one when it is missing. */
  readonly region?: Region;
  /** RCS: agents with several uses must say one with every message. */
  readonly trafficType?: TrafficType;
}

const REGIONS = ["us", "europe", "asia"] as const;
/** Where Google's hosts for RCS are. */
export type Region = (typeof REGIONS)[number];

/** What a message may be for. */
export const TRAFFIC_TYPES = [
  "AUTHENTICATION",
  "TRANSACTION",
  "PROMOTION",
  "SERVICEREQUEST",
  "ACKNOWLEDGEMENT",
] as const;
/** What a message is for, in RCS's words. */
export type TrafficType = (typeof TRAFFIC_TYPES)[number];

const EXAMPLE = '[{"channel":"rcs","agent":"my_agent"}]';

const AGENT_NAMES: Readonly<Record<Channel, { readonly pattern: RegExp; readonly expected: string }>> = {
  rcs: { pattern: /^[^/\s@]+(@rbm\.goog)?$/, expected: "an RCS agent id such as my_agent" },
  "business-messages": { pattern: /^brands\/[^/\s]+\/agents\/[^/\s]+$/, expected: "brands/{brand}/agents/{agent}" },
};

const readMembers = shape({
  channel: oneOf(["rcs", "business-messages"]),
  agent: text,
  brand: optional(nonEmptyText),
  region: optional(oneOf(REGIONS)),
  trafficType: optional(oneOf(TRAFFIC_TYPES)),
});

/**
 * Reads the AGENTS setting, a JSON array.
 * @throws SettingsError when it is none, is empty, names an agent twice, or holds one with a member that is unknown or makes
 * no sense.
 */
export function readAgents(setting: string | undefined): readonly Agent[] {
  try {
    return readAll({ value: parseJson(setting ?? ""), path: "AGENTS" });
  } catch (error) {
    if (error instanceof PermanentError) throw new SettingsError(error.message);
    throw error;
  }
}

function readAll(json: Json): readonly Agent[] {
  if (!Array.isArray(json.value) || json.value.length === 0) {
    return refuse(json, `a JSON array with at least one agent, such as ${EXAMPLE}`);
  }
  const agents = list(readAgent)(json);
  const twice = agents.findIndex(({ agent }, index) => agents.slice(0, index).some((other) => other.agent === agent));
  if (twice >= 0) refuse({ value: twice, path: `AGENTS[${twice}].agent` }, "each agent once", "one twice");
  return agents;
}

function readAgent(json: Json): Agent {
  const agent = readMembers(json);
  const { pattern, expected } = AGENT_NAMES[agent.channel];
  // What looks like a phone number is refused wherever it comes back as an agent, lest it be logged.
  if (!pattern.test(agent.agent) || !isAgentName(agent.agent)) refuse(member(json, "agent"), expected, "another text");
  return { ...agent, agent: agentId(agent.channel, agent.agent) };
}
