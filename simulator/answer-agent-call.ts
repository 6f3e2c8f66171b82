import type { AgentRequest, IntegrationContent, IntegrationRequest, PageRequest } from "./api/agent-request.ts";
import { refusal } from "./api/refusals.ts";
import { type AgentIntegration, type AgentRecord, recordOf } from "./state/agent-record.ts";
import type { PlatformState } from "./state/platform-state.ts";

type Resource = Readonly<Record<string, unknown>>;

/** Answers a call about brands, agents and their webhooks from their records. @throws ApiError */
export function answerAgentCall(state: PlatformState, agent: string, ask: AgentRequest): Resource {
  const { agentRecords: records } = state;
  switch (ask.of) {
    case "brands":
      return page("brands", ask.page, brandsOf(records).map(brandResource));
    case "performances":
      return page("agentPerformances", ask.page, [...records].flatMap(performancesOf(state)));
    case "agents":
      return page("agents", ask.page, agentsOf(state, ask.brand));
    case "agent":
      return agentResource(agent, findRecord(state, agent, ask.brand));
    case "launch":
      return launchResource(state, agent, findRecord(state, agent, ask.brand));
    case "integrations":
    case "new-integration":
    case "integration":
    case "changed-integration":
    case "deleted-integration":
      findRecord(state, agent, ask.brand);
      return answerIntegrationCall(state, agent, ask);
  }
}

function answerIntegrationCall(state: PlatformState, agent: string, ask: IntegrationRequest): Resource {
  const { integrations } = state;
  switch (ask.of) {
    case "integrations":
      return { integrations: [...integrations.values()].filter((one) => one.agent === agent).map(resource) };
    case "new-integration":
      return keep(state, withContent({ name: newName(state, agent, ask.brand), agent, content: {} }, ask.content));
    case "integration":
      return resource(findIntegration(state, agent, ask));
    case "changed-integration":
      return keep(state, withContent(findIntegration(state, agent, ask), ask.content, ask.mask));
    case "deleted-integration":
      integrations.delete(findIntegration(state, agent, ask).name);
      connect(state, agent);
      return {};
  }
}

/** The webhook that a call would give an agent, which Google asks for a handshake first. */
export function webhookToVerify(state: PlatformState, agent: string, ask: AgentRequest): AgentIntegration["webhook"] {
  if (ask.of !== "new-integration" && ask.of !== "changed-integration") return undefined;
  const known =
    ask.of === "changed-integration" ? findIntegration(state, agent, ask) : { name: "", agent, content: {} };
  return withContent(known, ask.content, "mask" in ask ? ask.mask : undefined).webhook;
}

/** UNCERTAIN: no page says which of several webhooks Google takes; here it is the newest. */
function connect({ integrations, webhookSender }: PlatformState, agent: string): void {
  const newest = [...integrations.values()].findLast((one) => one.agent === agent && one.webhook !== undefined);
  webhookSender.connectAgent(agent, newest?.webhook);
}

function keep(state: PlatformState, integration: AgentIntegration): Resource {
  state.integrations.set(integration.name, integration);
  connect(state, integration.agent);
  return resource(integration);
}

function newName({ uuid }: PlatformState, agent: string, brand: string): string {
  return `brands/${brand}/agents/${agent}/integrations/${uuid()}`;
}

const WEBHOOK = "agentWebhookIntegration";

/** The integration with what was said of it. The token is kept for signing and told to nobody. */
function withContent(
  integration: AgentIntegration,
  { agentWebhookIntegration: said, name: _name, status: _status, ...others }: IntegrationContent,
  mask?: readonly string[],
): AgentIntegration {
  const { content, webhook } = integration;
  const isMeant = (field: string) =>
    mask === undefined || mask.includes(WEBHOOK) || mask.includes(`${WEBHOOK}.${field}`);
  if (said === undefined) return { ...integration, content: { ...content, ...others } };
  const url = (isMeant("webhookUri") ? said.webhookUri : undefined) ?? webhook?.url ?? "";
  const token = (isMeant("verificationToken") ? said.verificationToken : undefined) ?? webhook?.token ?? "";
  return {
    ...integration,
    content: { ...content, ...others, [WEBHOOK]: { webhookUri: url } },
    webhook: { url, token },
  };
}

function resource({ name, content }: AgentIntegration): Resource {
  return { name, status: "ENABLED", ...content };
}

/** @throws ApiError 404 */
function findIntegration(
  { integrations }: PlatformState,
  agent: string,
  { brand, id }: { readonly brand: string; readonly id: string },
): AgentIntegration {
  const found = integrations.get(`brands/${brand}/agents/${agent}/integrations/${id}`);
  if (found === undefined) throw refusal("unknown-integration");
  return found;
}

/** Of an agent that calls have named, where any agent is known, there is a record too. @throws ApiError 404 */
function findRecord({ agentRecords, rules }: PlatformState, agent: string, brand: string): AgentRecord {
  const isKnown = agentRecords.has(agent) || rules.agents === undefined;
  const record = recordOf(agentRecords, agent);
  if (!isKnown || record.brand !== brand) throw refusal("unknown-agent-name");
  return record;
}

function brandsOf(records: ReadonlyMap<string, AgentRecord>): readonly string[] {
  return [...new Set([...records.values()].map(({ brand }) => brand))];
}

function brandResource(brand: string): Resource {
  return { name: `brands/${brand}`, displayName: brand };
}

/** @throws ApiError 404 */
function agentsOf({ agentRecords }: PlatformState, brand: string): readonly Resource[] {
  if (!brandsOf(agentRecords).includes(brand)) throw refusal("unknown-brand");
  const ours = [...agentRecords].filter(([, record]) => record.brand === brand && !record.isArchived);
  return ours.map(([agent, record]) => agentResource(agent, record));
}

/** As in proto3 JSON, what is false is left out. UNCERTAIN: Google's client of September 2025 does not know `isArchived` yet. */
function agentResource(agent: string, record: AgentRecord): Resource {
  const { brand, displayName, useCase, billingCategory, hostingRegion, isArchived } = record;
  return {
    name: `brands/${brand}/agents/${agent}`,
    displayName,
    brandName: brand,
    ...(isArchived && { isArchived }),
    rcsBusinessMessagingAgent: { agentUseCase: useCase, billingConfig: { billingCategory }, hostingRegion },
  };
}

function launchResource({ clock }: PlatformState, agent: string, { brand, launches }: AgentRecord): Resource {
  const updateTime = clock.now().toISOString();
  const details = Object.entries(launches).map(([region, state]) => [
    region,
    { launchState: `LAUNCH_STATE_${state}`, updateTime },
  ]);
  return {
    name: `brands/${brand}/agents/${agent}/launch`,
    rcsBusinessMessaging: { launchDetails: Object.fromEntries(details) },
  };
}

/** UNCERTAIN: the reference calls `name` the agent's unique identifier; here it is the one of `brands.agents`. */
function performancesOf({ clock }: PlatformState) {
  return ([agent, record]: readonly [string, AgentRecord]): readonly Resource[] =>
    record.performances.map(({ country, reputation, trafficLimit }) => ({
      name: `brands/${record.brand}/agents/${agent}`,
      displayName: record.displayName,
      countryCode: country,
      agentUseCase: record.useCase,
      reputation,
      ...(trafficLimit !== undefined && { trafficLimit }),
      metricsPeriodEndTime: clock.now().toISOString(),
    }));
}

function page(name: string, { from, size }: PageRequest, all: readonly Resource[]): Resource {
  const next = from + size;
  return { [name]: all.slice(from, next), ...(next < all.length && { nextPageToken: String(next) }) };
}
