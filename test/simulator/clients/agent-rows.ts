import { ID } from "../../support/api-client.ts";
import { type ContractRow, refusedWith, taken } from "./contract-row.ts";
import type { GoogleRequest, MethodName } from "./google-request.ts";

const brand = "brands/demo-brand";
const agent = `${brand}/agents/demo_agent`;
const integration = `${agent}/integrations/${ID}`;
const dialogflow = { dialogflowEsIntegration: { dialogflowProjectId: "ours", autoResponseStatus: "ENABLED" } };
const stopped = { dialogflowEsIntegration: { dialogflowProjectId: "ours", autoResponseStatus: "DISABLED" } };

type Params = Readonly<Record<string, string>>;

const ask = (method: MethodName, params: Params = {}, body?: object): GoogleRequest => ({
  method,
  params,
  ...(body && { body }),
});
const created = ask("brands.agents.integrations.create", { parent: agent }, dialogflow);
const rules = { uuid: () => ID };

/** What the API of agents takes and refuses. What becomes of a webhook is in business-communications.test.ts. */
export const AGENT_ROWS: readonly ContractRow[] = [
  { title: "which brands there are", request: ask("brands.list"), right: taken({ brands: [{ name: brand }] }) },
  {
    title: "which agents a brand has",
    request: ask("brands.agents.list", { parent: brand }),
    right: taken({ agents: [{ name: agent, rcsBusinessMessagingAgent: { hostingRegion: "EUROPE" } }] }),
  },
  {
    title: "an agent",
    request: ask("brands.agents.get", { name: agent }),
    right: taken({ name: agent, rcsBusinessMessagingAgent: { billingConfig: { billingCategory: "CONVERSATIONAL" } } }),
  },
  {
    title: "an agent that is archived",
    prepare: (platform) => platform.setAgent("demo_agent", { isArchived: true }),
    request: ask("brands.agents.get", { name: agent }),
    right: taken({ name: agent, isArchived: true }),
  },
  {
    title: "an agent with more than one use",
    rules: { multiUseAgents: ["demo_agent"] },
    request: ask("brands.agents.get", { name: agent }),
    right: taken({ rcsBusinessMessagingAgent: { agentUseCase: "MULTI_USE" } }),
  },
  {
    title: "where an agent is launched",
    request: ask("brands.agents.getLaunch", { name: `${agent}/launch` }),
    right: taken({
      rcsBusinessMessaging: { launchDetails: { "/v1/regions/demo-carrier": { launchState: "LAUNCH_STATE_LAUNCHED" } } },
    }),
  },
  {
    title: "how agents do",
    request: ask("analytics.agentPerformances.list", { pageSize: "10" }),
    right: taken({ agentPerformances: [{ name: agent, countryCode: "GB", reputation: "MEDIUM" }] }),
  },
  { title: "a new integration", rules, request: created, right: taken({ name: integration, status: "ENABLED" }) },
  {
    title: "which integrations an agent has",
    rules,
    before: [created],
    request: ask("brands.agents.integrations.list", { parent: agent }),
    right: taken({ integrations: [{ name: integration, ...dialogflow }] }),
  },
  {
    title: "an integration",
    rules,
    before: [created],
    request: ask("brands.agents.integrations.get", { name: integration }),
    right: taken({ name: integration, ...dialogflow }),
  },
  {
    title: "a change of an integration",
    rules,
    before: [created],
    request: ask("brands.agents.integrations.patch", { name: integration }, stopped),
    right: taken({ name: integration, ...stopped }),
  },
  {
    title: "that an integration is deleted",
    rules,
    before: [created],
    request: ask("brands.agents.integrations.delete", { name: integration }),
    right: taken({}),
  },
  {
    title: "with 400 an integration that is two",
    request: ask(
      "brands.agents.integrations.create",
      { parent: agent },
      {
        ...dialogflow,
        agentWebhookIntegration: { webhookUri: "https://example.com/rcs" },
      },
    ),
    right: refusedWith(400, "INVALID_ARGUMENT", /expected exactly one of agentWebhookIntegration/),
  },
  {
    title: "with 404 an integration that nobody made",
    request: ask("brands.agents.integrations.get", { name: integration }),
    right: refusedWith(404, "NOT_FOUND", /the integration/),
  },
  {
    title: "with 404 an agent of another brand",
    request: ask("brands.agents.get", { name: "brands/other/agents/demo_agent" }),
    right: refusedWith(404, "NOT_FOUND", /the agent/),
  },
  {
    title: "with 404 the agents of no brand",
    request: ask("brands.agents.list", { parent: "brands/other" }),
    right: refusedWith(404, "NOT_FOUND", /the brand/),
  },
  {
    title: "with 400 a page that no answer named",
    request: ask("brands.list", { pageToken: "somewhere" }),
    right: refusedWith(400, "INVALID_ARGUMENT", /pageToken/),
  },
];
