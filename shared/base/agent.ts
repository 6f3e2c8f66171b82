import { SettingsError } from "./errors.ts";
import { type AgentId, agentId, type Channel } from "./ids.ts";
import { present } from "./present.ts";
import { isObject, parseJson } from "./read.ts";

/** One agent of ours, as AGENTS tells of it. */
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

const MEMBERS: readonly string[] = ["channel", "agent", "brand", "region", "trafficType"];
const EXAMPLE = '[{"channel":"rcs","agent":"my_agent"}]';
const BUSINESS_MESSAGES_AGENT = /^brands\/[^/\s]+\/agents\/[^/\s]+$/;
const RCS_AGENT = /^[^/\s@]+(@rbm\.goog)?$/;

/**
 * Reads the AGENTS setting, a JSON array.
 * @throws SettingsError when it is none, is empty, names an agent twice, or holds one with a member that is unknown or makes
 * no sense.
 */
export function readAgents(setting: string | undefined): readonly Agent[] {
  const json = parseJson(setting ?? "");
  if (!Array.isArray(json) || json.length === 0) {
    throw new SettingsError(`Cannot read AGENTS: expected a JSON array with at least one agent, such as ${EXAMPLE}`);
  }
  const agents = json.map((value: unknown, index) => readAgent(value, `AGENTS[${index}]`));
  const twice = agents.findIndex(({ agent }, index) => agents.slice(0, index).some((other) => other.agent === agent));
  if (twice >= 0) throw new SettingsError(`Cannot read AGENTS[${twice}].agent: expected each agent once`);
  return agents;
}

function readAgent(value: unknown, path: string): Agent {
  if (!isObject(value)) throw new SettingsError(`Cannot read ${path}: expected an object as in ${EXAMPLE}`);
  const unknown = Object.keys(value).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw new SettingsError(`Cannot read ${path}.${unknown}: expected only ${MEMBERS.join(", ")}`);
  }
  const channel = oneOf(value.channel, ["rcs", "business-messages"] as const, `${path}.channel`);
  const pattern = channel === "rcs" ? RCS_AGENT : BUSINESS_MESSAGES_AGENT;
  if (typeof value.agent !== "string" || !pattern.test(value.agent)) {
    const wanted = channel === "rcs" ? "an RCS agent id such as my_agent" : "brands/{brand}/agents/{agent}";
    throw new SettingsError(`Cannot read ${path}.agent: expected ${wanted}`);
  }
  const { brand, region, trafficType } = value;
  return {
    channel,
    agent: agentId(channel, value.agent),
    ...present({
      brand: brand === undefined ? undefined : readBrand(brand, `${path}.brand`),
      region: region === undefined ? undefined : oneOf(region, REGIONS, `${path}.region`),
      trafficType: trafficType === undefined ? undefined : oneOf(trafficType, TRAFFIC_TYPES, `${path}.trafficType`),
    }),
  };
}

function readBrand(value: unknown, path: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new SettingsError(`Cannot read ${path}: expected the name of a brand`);
}

function oneOf<const T extends string>(value: unknown, known: readonly T[], path: string): T {
  const found = known.find((word) => word === value);
  if (found === undefined) throw new SettingsError(`Cannot read ${path}: expected one of ${known.join(", ")}`);
  return found;
}
