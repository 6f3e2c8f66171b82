import { enumOf, outputOnly, text, url } from "./fields.ts";
import { object, type Schema, sourced } from "./schema.ts";
import { SOURCES } from "./sources.ts";

/** Its parts are Dialogflow's, which the simulator does not imitate: it keeps them as they came. */
const anything: Schema<unknown> = () => [];

const DIALOGFLOW = {
  dialogflowProjectId: text(),
  autoResponseStatus: enumOf("ENABLED", "DISABLED"),
  dialogflowServiceAccountEmail: outputOnly,
  operationInfo: outputOnly,
} as const;
const required = ["dialogflowProjectId", "autoResponseStatus"] as const;

const OTHERS = {
  name: outputOnly,
  status: outputOnly,
  dialogflowEsIntegration: object({ ...DIALOGFLOW, dialogflowKnowledgeBases: anything }, { required }),
  dialogflowCxIntegration: object(
    { ...DIALOGFLOW, dialogflowAgentId: text() },
    { required: [...required, "dialogflowAgentId"] },
  ),
} as const;
const WEBHOOK = { webhookUri: url, verificationToken: text() } as const;
const KINDS = ["agentWebhookIntegration", "dialogflowEsIntegration", "dialogflowCxIntegration"] as const;

/** A new integration of an agent: a webhook, or a project of Dialogflow. No page calls the token required. */
export const INTEGRATION = sourced(
  SOURCES.agentIntegrations,
  object({ ...OTHERS, agentWebhookIntegration: object(WEBHOOK, { required: ["webhookUri"] }) }, { oneOf: [KINDS] }),
);

/** What is changed of an integration. UNCERTAIN: no page says which of its fields must be named. */
export const INTEGRATION_CHANGE = sourced(
  SOURCES.agentIntegrations,
  object({ ...OTHERS, agentWebhookIntegration: object(WEBHOOK) }),
);
