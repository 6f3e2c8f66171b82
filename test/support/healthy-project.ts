import { DEMO_AGENTS } from "../../cli/demo-agents.ts";
import { KINDS, RETENTION_DAYS } from "../../shared/ports/topic.ts";
import { listen } from "./listen.ts";

export const PROJECT = "shop-project";
export const REGION = "europe-west1";

const PUBSUB = "serviceAccount:service-123@gcp-sa-pubsub.iam.gserviceaccount.com";
const account = (name: string) => `serviceAccount:heliograph-${name}@${PROJECT}.iam.gserviceaccount.com`;
const policy = (role: string, ...members: readonly string[]) => ({ bindings: [{ role, members }] });
const DAY = 86_400;
const APIS = [
  "artifactregistry businesscommunications cloudbuild cloudfunctions cloudresourcemanager cloudtasks firestore iam logging",
  "monitoring pubsub rcsbusinessmessaging run secretmanager serviceusage storage",
].flatMap((line) => line.split(" "));

/** What Google's REST APIs answer of a project as Terraform makes it: JSON by the API and the path. A test breaks it. */
export type ProjectAnswers = Map<string, unknown>;

/** A stand-in of Google's REST APIs, which serves the answers until the test is over. */
export async function healthyProject(
  ingress: string,
): Promise<{ readonly url: string; readonly answers: ProjectAnswers }> {
  const answers: ProjectAnswers = new Map([
    ...projectOf(),
    ...functionsOf(ingress),
    ...KINDS.flatMap(queuesOf),
    ...restOf(),
  ]);
  const { url } = await listen(({ url: asked = "" }) => {
    const body = answers.get(asked.replace(/^\//, "").replace(/\?.*/, ""));
    if (typeof body === "number") return body;
    return body === undefined ? 404 : { status: 200, body };
  });
  return { url, answers };
}

function projectOf(): readonly (readonly [string, unknown])[] {
  const project = `cloudresourcemanager/v1/projects/${PROJECT}`;
  return [
    [project, { projectNumber: "123" }],
    [`${project}:getIamPolicy`, policy("roles/pubsub.serviceAgent", PUBSUB)],
    [`${project}:getEffectiveOrgPolicy`, {}],
    [`cloudbilling/v1/projects/${PROJECT}/billingInfo`, { billingEnabled: true }],
    [
      `serviceusage/v1/projects/${PROJECT}/services`,
      { services: APIS.map((api) => ({ config: { name: `${api}.googleapis.com` } })) },
    ],
  ];
}

function functionsOf(ingress: string): readonly (readonly [string, unknown])[] {
  const place = `projects/${PROJECT}/locations/${REGION}`;
  const environmentVariables = { AGENTS: JSON.stringify(DEMO_AGENTS) };
  return ["ingress", "messages", "events", "receipts", "outbound"].flatMap((name) => [
    [
      `cloudfunctions/v2/${place}/functions/heliograph-${name}`,
      {
        state: "ACTIVE",
        serviceConfig: { uri: ingress, environmentVariables },
        buildConfig: { build: `projects/1/locations/${REGION}/builds/b1` },
      },
    ],
    [`run/v2/${place}/services/heliograph-${name}:getIamPolicy`, policy("roles/run.invoker", account("push"))],
  ]);
}

const at = (kind: "topics" | "subscriptions", name: string) =>
  `pubsub/v1/projects/${PROJECT}/${kind}/heliograph-${name}`;
export const topicPath = (name: string) => at("topics", name);
export const subscriptionPath = (name: string) => at("subscriptions", name);
export const queuePath = `cloudtasks/v2/projects/${PROJECT}/locations/${REGION}/queues/heliograph-timers`;
export const functionPath = (name: string) =>
  `cloudfunctions/v2/projects/${PROJECT}/locations/${REGION}/functions/heliograph-${name}`;
export const callersPath = (name: string) =>
  `run/v2/projects/${PROJECT}/locations/${REGION}/services/heliograph-${name}:getIamPolicy`;

const kept = { ackDeadlineSeconds: 60, messageRetentionDuration: `${31 * DAY}s`, expirationPolicy: {} };

function queuesOf(kind: (typeof KINDS)[number]): readonly (readonly [string, unknown])[] {
  const isOrdered = kind === "message" || kind === "outbound";
  const push = {
    ...kept,
    pushConfig: { pushEndpoint: "https://messages.example.com" },
    enableMessageOrdering: isOrdered,
    retryPolicy: { minimumBackoff: "10s", maximumBackoff: isOrdered ? "120s" : "600s" },
    deadLetterPolicy: {
      deadLetterTopic: `projects/${PROJECT}/topics/heliograph-${kind}-dead`,
      maxDeliveryAttempts: 100,
    },
  };
  const mayTake = policy("roles/pubsub.subscriber", PUBSUB);
  return [
    [at("topics", kind), { messageRetentionDuration: `${RETENTION_DAYS[kind] * DAY}s` }],
    ...[kind, `${kind}-replay`].flatMap((name): readonly (readonly [string, unknown])[] => [
      [at("subscriptions", name), push],
      [`${at("subscriptions", name)}:getIamPolicy`, mayTake],
    ]),
    [at("subscriptions", `${kind}-dead`), kept],
    [`${at("topics", `${kind}-dead`)}:getIamPolicy`, policy("roles/pubsub.publisher", PUBSUB)],
  ];
}

function restOf(): readonly (readonly [string, unknown])[] {
  const database = `firestore/v1/projects/${PROJECT}/databases/heliograph`;
  const ttl = (group: string) => ({
    name: `projects/${PROJECT}/databases/heliograph/collectionGroups/${group}/fields/expires`,
    ttlConfig: { state: "ACTIVE" },
  });
  const secret = (name: string) => `secretmanager/v1/projects/${PROJECT}/secrets/heliograph-${name}/versions/latest`;
  return [
    [at("subscriptions", "parked"), kept],
    [queuePath, { state: "RUNNING" }],
    [`${at("topics", "deadline")}:getIamPolicy`, policy("roles/pubsub.publisher", account("timers"))],
    [secret("client-tokens"), { state: "ENABLED" }],
    [secret("conversation-key"), { state: "ENABLED" }],
    [database, { deleteProtectionState: "DELETE_PROTECTION_ENABLED" }],
    [`${database}/collectionGroups/__default__/fields`, { fields: [ttl("conversations"), ttl("turns")] }],
    [`logging/v2/projects/${PROJECT}/metrics`, { metrics: [{ name: "heliograph/refused", filter: "a=b" }] }],
    ["logging/v2/entries:list", { entries: [] }],
    [
      `monitoring/v3/projects/${PROJECT}/alertPolicies`,
      {
        alertPolicies: [
          {
            displayName: "heliograph: A function fails",
            conditions: [{ displayName: "fails", conditionThreshold: { filter: "c=d" } }],
          },
        ],
      },
    ],
    [`monitoring/v3/projects/${PROJECT}/timeSeries`, { timeSeries: [] }],
  ];
}
