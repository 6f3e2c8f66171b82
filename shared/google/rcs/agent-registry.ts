import type { Region } from "../../base/agent.ts";
import { MESSAGE_CALL_MS } from "../../base/budgets.ts";
import { PermanentError, UnreachableError } from "../../base/errors.ts";
import type { AgentId } from "../../base/ids.ts";
import { boolean, type Json, list, member, object, text } from "../../base/json.ts";
import { lenient, lenientEnum, lenientNumber, optionalMember } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import type { AgentPerformance, AgentRegistry, RegisteredAgent } from "../../ports/agent-registry.ts";
import { type Api, type ApiRequest, openApi } from "../http/api.ts";
import { urlOf } from "../http/path.ts";
import { readResponse } from "../http/read-response.ts";
import { BUSINESS_COMMUNICATIONS, type RcsAccess } from "./open-rcs.ts";

const USE_CASES = {
  OTP: "otp",
  TRANSACTIONAL: "transactional",
  PROMOTIONAL: "promotional",
  MULTI_USE: "multi-use",
} as const;
const BILLING = {
  CONVERSATIONAL: "conversational",
  NON_CONVERSATIONAL: "non-conversational",
  BASIC_MESSAGE: "basic-message",
  SINGLE_MESSAGE: "single-message",
} as const;
const REGIONS = { NORTH_AMERICA: "us", EUROPE: "europe", ASIA_PACIFIC: "asia" } as const satisfies Record<
  string,
  Region
>;
const LAUNCHES = {
  LAUNCH_STATE_PENDING: "pending",
  LAUNCH_STATE_LAUNCHED: "launched",
  LAUNCH_STATE_REJECTED: "rejected",
  LAUNCH_STATE_SUSPENDED: "suspended",
  LAUNCH_STATE_UNLAUNCHED: "unlaunched",
} as const;
const REPUTATIONS = { LOW: "low", MEDIUM: "medium", HIGH: "high" } as const;
const WEBHOOK = "agentWebhookIntegration";

/**
 * RCS agents in Google's Business Communications API. An agent is asked for by name with each brand of the account: lists leave out
 * what is archived.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/business-communications/rest/v1/brands.agents
 */
export function rcsAgentRegistry({ base, credentials, world }: RcsAccess): AgentRegistry {
  const { host, ...access } = BUSINESS_COMMUNICATIONS;
  const api = openApi(base ?? host, { ...access, credentials }, { world });
  const nameOf = async (agent: AgentId) => {
    const { name } = (await findResource(api, agent)) ?? refuseStranger(agent);
    return name;
  };
  const integrationsOf = async (agent: AgentId) =>
    readIntegrations(await ask(api, "brands.agents.integrations.list", `/v1/${await nameOf(agent)}/integrations`));
  return {
    async find(agent) {
      const found = await findResource(api, agent);
      if (found === undefined) return undefined;
      const launch = await ask(api, "brands.agents.getLaunch", `/v1/${found.name}/launch`).catch(undefinedIfUnknown);
      return readAgent(found, launch);
    },
    webhookOf: async (agent) => (await integrationsOf(agent)).find(({ url }) => url !== undefined)?.url,
    async setWebhook(agent, { url, token }) {
      const known = (await integrationsOf(agent)).find((one) => one.url !== undefined);
      const json = { [WEBHOOK]: { webhookUri: url, verificationToken: token } };
      if (known === undefined) {
        const path = `/v1/${await nameOf(agent)}/integrations`;
        await ask(api, "brands.agents.integrations.create", path, { body: { json }, isRepeatable: false });
      } else {
        const path = `/v1/${known.name}?updateMask=${WEBHOOK}`;
        await ask(api, "brands.agents.integrations.patch", path, { httpMethod: "PATCH", body: { json } });
      }
    },
    async removeWebhook(agent) {
      const own = (await integrationsOf(agent)).filter(({ url }) => url !== undefined);
      for (const { name } of own) {
        const call = { httpMethod: "DELETE" } as const;
        await ask(api, "brands.agents.integrations.delete", `/v1/${name}`, call).catch(undefinedIfUnknown);
      }
    },
    async performanceOf(agent) {
      const all = await listAll(api, "/v1/analytics/agentPerformances", "agentPerformances");
      const isOurs = (json: Json) =>
        String(object(json).name)
          .split("/")
          .at(-1)
          ?.replace(/@rbm\.goog$/, "") === agent;
      return all.filter(isOurs).map(readPerformance);
    },
  };
}

/** UNCERTAIN: Google answers 403 or 404 for an agent of another brand; both are taken for that. */
async function findResource(
  api: Api,
  agent: AgentId,
): Promise<{ readonly name: string; readonly json: Json } | undefined> {
  for (const brand of await listAll(api, "/v1/brands", "brands")) {
    const name = `${text(member(brand, "name"))}/agents/${encodeURIComponent(agent)}`;
    const json = await ask(api, "brands.agents.get", `/v1/${name}`).catch(undefinedIfUnknown);
    if (json !== undefined) return { name, json };
  }
  return undefined;
}

async function listAll(api: Api, path: string, items: "brands" | "agentPerformances"): Promise<readonly Json[]> {
  const all: Json[] = [];
  const method = items === "brands" ? "brands.list" : "analytics.agentPerformances.list";
  for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
    const query = { pageSize: "1000", ...(pageToken === "" ? {} : { pageToken }) };
    const page: Json = await ask(api, method, urlOf("", path, query));
    all.push(
      ...(optionalMember(
        page,
        items,
        list((json) => json),
      ) ?? []),
    );
    pageToken = optionalMember(page, "nextPageToken", text);
  }
  return all;
}

async function ask(api: Api, method: string, path: string, more: Partial<ApiRequest> = {}): Promise<Json> {
  const call = { method, url: `${api.base}${path}`, timeoutMs: MESSAGE_CALL_MS, ...more };
  const asked =
    more.body === undefined && more.httpMethod === undefined ? { ...call, httpMethod: "GET" as const } : call;
  return readResponse(method, await api.request(asked), (json) => json);
}

function readAgent(
  { name, json }: { readonly name: string; readonly json: Json },
  launch: Json | undefined,
): RegisteredAgent {
  const rcs = optionalMember(json, "rcsBusinessMessagingAgent", (one) => one) ?? { value: {}, path: "" };
  const billing = lenient(rcs, "billingConfig", (config) => lenientEnum(config, "billingCategory", BILLING));
  return {
    name,
    isArchived: lenient(json, "isArchived", boolean) ?? false,
    launches: launch === undefined ? [] : readLaunches(launch),
    ...present({
      billing,
      displayName: optionalMember(json, "displayName", text),
      useCase: lenientEnum(rcs, "agentUseCase", USE_CASES),
      region: lenientEnum(rcs, "hostingRegion", REGIONS),
    }),
  };
}

function readLaunches(launch: Json): RegisteredAgent["launches"] {
  const details = lenient(launch, "rcsBusinessMessaging", (rcs) => lenient(rcs, "launchDetails", (json) => json));
  if (details === undefined) return [];
  return Object.keys(object(details)).map((carrier) => ({
    carrier: carrier.replace("/v1/regions/", ""),
    state: lenientEnum(member(details, carrier), "launchState", LAUNCHES) ?? "unspecified",
  }));
}

function readIntegrations(json: Json): readonly { readonly name: string; readonly url: string | undefined }[] {
  const all =
    optionalMember(
      json,
      "integrations",
      list((one) => one),
    ) ?? [];
  return all.map((one) => ({
    name: text(member(one, "name")),
    url: lenient(one, WEBHOOK, (webhook) => optionalMember(webhook, "webhookUri", text)),
  }));
}

function readPerformance(json: Json): AgentPerformance {
  return {
    country: text(member(json, "countryCode")),
    ...present({
      reputation: lenientEnum(json, "reputation", REPUTATIONS),
      trafficLimit: optionalMember(json, "trafficLimit", lenientNumber),
    }),
  };
}

function refuseStranger(agent: AgentId): never {
  const mend = "check AGENTS, and which account calls (API_CREDENTIALS_FILE, API_IMPERSONATE)";
  throw new PermanentError("no-agent", `Cannot find the agent ${agent}: no brand of this account has it; ${mend}`);
}

function undefinedIfUnknown(error: unknown): undefined {
  const isUnknown = error instanceof UnreachableError || (error instanceof PermanentError && error.status === 403);
  if (!isUnknown) throw error;
}
