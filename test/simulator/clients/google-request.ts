/** A method of Google's as its discovery documents describe it. */
interface GoogleMethod {
  readonly verb: "POST" | "PATCH" | "GET" | "DELETE";
  /** With `{+name}` for what stands in the path. */
  readonly path: string;
  readonly pathParams: readonly string[];
  /** Where a file is uploaded. */
  readonly mediaPath?: string;
}

/** Every method that the simulator serves, of both channels. */
export const METHODS = {
  "phones.agentMessages.create": { verb: "POST", path: "/v1/{+parent}/agentMessages", pathParams: ["parent"] },
  "phones.agentMessages.delete": { verb: "DELETE", path: "/v1/{+name}", pathParams: ["name"] },
  "phones.agentEvents.create": { verb: "POST", path: "/v1/{+parent}/agentEvents", pathParams: ["parent"] },
  "phones.getCapabilities": { verb: "GET", path: "/v1/{+name}/capabilities", pathParams: ["name"] },
  "users.batchGet": { verb: "POST", path: "/v1/users:batchGet", pathParams: [] },
  "files.create": { verb: "POST", path: "/v1/files", pathParams: [], mediaPath: "/upload/v1/files" },
  "testers.create": { verb: "POST", path: "/v1/testers", pathParams: [] },
  "testers.get": { verb: "GET", path: "/v1/{+name}", pathParams: ["name"] },
  "testers.list": { verb: "GET", path: "/v1/testers", pathParams: [] },
  "testers.delete": { verb: "DELETE", path: "/v1/{+name}", pathParams: ["name"] },
  "brands.list": { verb: "GET", path: "/v1/brands", pathParams: [] },
  "brands.agents.list": { verb: "GET", path: "/v1/{+parent}/agents", pathParams: ["parent"] },
  "brands.agents.get": { verb: "GET", path: "/v1/{+name}", pathParams: ["name"] },
  "brands.agents.getLaunch": { verb: "GET", path: "/v1/{+name}", pathParams: ["name"] },
  "brands.agents.integrations.create": { verb: "POST", path: "/v1/{+parent}/integrations", pathParams: ["parent"] },
  "brands.agents.integrations.list": { verb: "GET", path: "/v1/{+parent}/integrations", pathParams: ["parent"] },
  "brands.agents.integrations.get": { verb: "GET", path: "/v1/{+name}", pathParams: ["name"] },
  "brands.agents.integrations.patch": { verb: "PATCH", path: "/v1/{+name}", pathParams: ["name"] },
  "brands.agents.integrations.delete": { verb: "DELETE", path: "/v1/{+name}", pathParams: ["name"] },
  "analytics.agentPerformances.list": { verb: "GET", path: "/v1/analytics/agentPerformances", pathParams: [] },
  "conversations.messages.create": { verb: "POST", path: "/v1/{+parent}/messages", pathParams: ["parent"] },
  "conversations.messages.updateReceipt": { verb: "PATCH", path: "/v1/{+name}", pathParams: ["name"] },
  "conversations.events.create": { verb: "POST", path: "/v1/{+parent}/events", pathParams: ["parent"] },
  "conversations.surveys.create": { verb: "POST", path: "/v1/{+parent}/surveys", pathParams: ["parent"] },
} as const satisfies Readonly<Record<string, GoogleMethod>>;

export type MethodName = keyof typeof METHODS;

/** A call as somebody writes it who has one of Google's clients. */
export interface GoogleRequest {
  readonly method: MethodName;
  /** What stands in the path and in the query. */
  readonly params: Readonly<Record<string, string>>;
  readonly body?: object;
  /** The bytes of an upload. */
  readonly media?: { readonly type: string; readonly bytes: string };
}

/** What a client gives back. */
export interface ClientResponse {
  readonly status: number | undefined;
  readonly body: unknown;
  /** What the client says is wrong. */
  readonly error?: string | undefined;
}

/** One of Google's clients, and the methods that it has. */
export interface GoogleClient {
  readonly name: string;
  readonly methods: readonly MethodName[];
  readonly execute: (url: string, request: GoogleRequest) => Promise<ClientResponse>;
}
