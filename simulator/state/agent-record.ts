import { agentId } from "../../shared/base/ids.ts";
import type { Rules } from "../api/rules.ts";

/** An agent of RCS as Google's console has it, and as the Business Communications API tells it. */
export interface AgentRecord {
  /** The id of the brand, without `brands/`. */
  readonly brand: string;
  readonly displayName: string;
  readonly useCase: "OTP" | "TRANSACTIONAL" | "PROMOTIONAL" | "MULTI_USE";
  readonly billingCategory: "CONVERSATIONAL" | "NON_CONVERSATIONAL" | "BASIC_MESSAGE" | "SINGLE_MESSAGE";
  readonly hostingRegion: "NORTH_AMERICA" | "EUROPE" | "ASIA_PACIFIC";
  readonly isArchived: boolean;
  /** By the name of the carrier's region, such as `/v1/regions/fi-rcs`. */
  readonly launches: Readonly<Record<string, CarrierLaunch>>;
  /** One for each country with enough traffic. */
  readonly performances: readonly CountryPerformance[];
}

/** Where an agent stands with one carrier, without the `LAUNCH_STATE_` before it. */
type CarrierLaunch = "PENDING" | "LAUNCHED" | "REJECTED" | "SUSPENDED" | "UNLAUNCHED";

/** How an agent does in one country. */
interface CountryPerformance {
  readonly country: string;
  readonly reputation: "LOW" | "MEDIUM" | "HIGH";
  /** First messages a user in any 28 days; none when it is missing. */
  readonly trafficLimit?: number;
}

/** The agent of `npm start`, which is there where nothing says which agents there are. */
const DEMO = "demo_agent";

const NEW_RECORD: AgentRecord = {
  brand: "demo-brand",
  displayName: "Demo",
  useCase: "TRANSACTIONAL",
  billingCategory: "CONVERSATIONAL",
  hostingRegion: "EUROPE",
  isArchived: false,
  launches: { "/v1/regions/demo-carrier": "LAUNCHED" },
  performances: [{ country: "GB", reputation: "MEDIUM" }],
};

/** The records of all agents that exist from the start, by their ids without `@rbm.goog`. */
export function recordsAtStart({ agents = [DEMO], multiUseAgents = [] }: Rules): Map<string, AgentRecord> {
  const known = [...new Set([...agents, ...multiUseAgents].map((name) => agentId("rcs", name)))];
  const isMultiUse = (id: string) => multiUseAgents.some((name) => agentId("rcs", name) === id);
  return new Map(known.map((id) => [id, isMultiUse(id) ? { ...NEW_RECORD, useCase: "MULTI_USE" } : NEW_RECORD]));
}

/** What an agent is like of which nothing was said. */
export function recordOf(records: ReadonlyMap<string, AgentRecord>, agent: string): AgentRecord {
  return records.get(agent) ?? NEW_RECORD;
}

/** Where the messages of one agent's users go: its own webhook, before that of the partner. */
export interface AgentIntegration {
  /** Such as `brands/b/agents/a/integrations/1`. */
  readonly name: string;
  readonly agent: string;
  /** What the caller said of it, without what nobody reads back. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly webhook?: { readonly url: string; readonly token: string };
}
