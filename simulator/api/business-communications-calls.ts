import { agentId } from "../../shared/base/ids.ts";
import type { AgentRequest, PageRequest } from "./agent-request.ts";
import { INTEGRATION, INTEGRATION_CHANGE } from "./business-communications-schema.ts";
import { type ApiCall, type CallPath, type IncomingCall, PLAIN_CALL, type ReadCall } from "./call.ts";
import { readBody } from "./read-body.ts";
import { refusal } from "./refusals.ts";

/** @see https://developers.google.com/business-communications/rcs-business-messaging/reference/business-communications/rest/v1/analytics.agentPerformances/list */
const MAX_PAGE = 1000;

/** `GET /v1/brands` and `GET /v1/analytics/agentPerformances`: all that the caller owns, page by page. @throws ApiError */
export const readBrands: ReadCall = ({ query }) => call("brands", { of: "brands", page: readPage(query) }, {});
export const readPerformances: ReadCall = ({ query }) =>
  call("agentPerformances", { of: "performances", page: readPage(query) }, {});

/** `GET /v1/brands/{brand}/agents`: without those that are archived. @throws ApiError */
export const readAgents: ReadCall = ({ query }, [brand = ""]) =>
  call("agents", { of: "agents", brand, page: readPage(query) }, {});

/** `GET /v1/brands/{brand}/agents/{agent}`, also with `/launch` after it. @throws ApiError */
export const readAgentRecord: ReadCall = (_request, [brand = "", agent = ""]) =>
  call("agents", { of: "agent", brand }, { agent });
export const readLaunch: ReadCall = (_request, [brand = "", agent = ""]) =>
  call("launch", { of: "launch", brand }, { agent });

/** `GET` and `POST /v1/brands/{brand}/agents/{agent}/integrations`. @throws ApiError */
export const readIntegrations: ReadCall = (_request, [brand = "", agent = ""]) =>
  call("integrations", { of: "integrations", brand }, { agent });
export const readNewIntegration: ReadCall = ({ body }, [brand = "", agent = ""], { advise }) => {
  const content = readBody(body, INTEGRATION, advise);
  return call("integrations", { of: "new-integration", brand, content }, { agent, method: "POST" });
};

/** `GET`, `PATCH` and `DELETE` of one integration. @throws ApiError */
export const readIntegration: ReadCall = ({ method }, [brand = "", agent = "", id = ""]) =>
  method === "GET"
    ? call("integrations", { of: "integration", brand, id }, { agent })
    : call("integrations", { of: "deleted-integration", brand, id }, { agent, method: "DELETE" });
export const readChangedIntegration: ReadCall = ({ body, query }, [brand = "", agent = "", id = ""], { advise }) => {
  const content = readBody(body, INTEGRATION_CHANGE, advise);
  const mask = query.get("updateMask")?.split(",").map(toCamelCase);
  const change = { of: "changed-integration", brand, id, content, ...(mask && { mask }) } as const;
  return call("integrations", change, { agent, method: "PATCH" });
};

/** A mask may have either spelling. */
function toCamelCase(field: string): string {
  return field.trim().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A size of 0 leaves it to Google, and one that is too large is cut. @throws ApiError 400 */
function readPage(query: IncomingCall["query"]): PageRequest {
  const [size, from] = [Number(query.get("pageSize") ?? 0), Number(query.get("pageToken") || 0)];
  if (![size, from].every((value) => Number.isInteger(value) && value >= 0)) throw refusal("wrong-page");
  return { from, size: Math.min(size || MAX_PAGE, MAX_PAGE) };
}

function call(
  path: CallPath,
  request: AgentRequest,
  { agent, method = "GET" }: { readonly agent?: string; readonly method?: ApiCall["method"] },
): ApiCall {
  return {
    ...PLAIN_CALL,
    channel: "rcs",
    method,
    path,
    agent: agent === undefined ? undefined : agentId("rcs", agent),
    address: "",
    id: "",
    act: { type: "service", request: { about: "agent", ask: request } },
  };
}
