import { inject } from "vitest";
import { TEST_BOT_SETTINGS } from "../support/test-bot.ts";
import { openWorkspace, type Workspace, type WorkspaceOptions } from "./terraform.ts";

const TERRAFORM = new URL("../../terraform", import.meta.url).pathname;

/** What is deployed in one way: a file of settings, and what is set beside it. */
interface Example {
  readonly name: string;
  /** For `plan`. */
  readonly args: readonly string[];
  /** Nothing of them may be found anywhere. */
  readonly secrets: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

const TOKEN = "client-token-that-nobody-may-see";
const CONVERSATION_KEY = "conversation-key-that-nobody-may-see-in-a-plan-or-a-state";
const FALLBACK_KEY = "fallback-key-that-nobody-may-see-in-a-plan-or-a-state";
const API_KEY = "private-key-that-nobody-may-see";

/** The files that an operator begins with, and one way that sets all they leave out. */
export const EXAMPLES = [
  example("minimal"),
  example("production"),
  example("restricted-org"),
  everything(),
] as const satisfies readonly Example[];

function example(name: string): Example {
  return {
    name,
    args: [`-var-file=examples/${name}.tfvars`],
    secrets: [TOKEN, CONVERSATION_KEY],
    variables: { client_tokens: JSON.stringify({ "*": [TOKEN] }), conversation_key: CONVERSATION_KEY },
  };
}

function everything(): Example {
  const { secrets, variables } = example("everything");
  const settings = {
    agents: [
      { channel: "rcs", agent: "bank_support@rbm.goog", brand: "my-bank", region: "asia", traffic_type: "PROMOTION" },
      { channel: "business-messages", agent: "brands/my-bank/agents/support" },
    ],
    api_credentials_version: "1",
    api_impersonate: "rcs-agent@agent-project.iam.gserviceaccount.com",
    audit_access: true,
    backup_days: 0,
    bot_settings: TEST_BOT_SETTINGS,
    deletion_protection: false,
    domain_only: true,
    fallback_url: "https://sms.example.com/send",
    firestore_location: "eur3",
    history_days: 180,
    keep_media: true,
    notification_channels: ["projects/my-bank-messaging/notificationChannels/1"],
    point_in_time_recovery: false,
    warehouse: { destination: "bigquery.googleapis.com/projects/my-bank-warehouse/datasets/lines" },
    probe_minutes: 5,
  };
  const set = Object.entries(settings).flatMap(([name, value]) => [
    "-var",
    `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  ]);
  return {
    name: "everything",
    args: ["-var-file=examples/production.tfvars", ...set],
    secrets: [...secrets, API_KEY, FALLBACK_KEY],
    variables: {
      ...variables,
      api_credentials: JSON.stringify({ type: "service_account", private_key: API_KEY }),
      fallback_key: FALLBACK_KEY,
    },
  };
}

/** Opens our Terraform with an example's secrets and the zips of this build. */
export function openExample({ variables }: Example, options: WorkspaceOptions = {}): Promise<Workspace> {
  return openWorkspace(TERRAFORM, { ...options, variables: { ...variables, build_directory: inject("zips") } });
}
