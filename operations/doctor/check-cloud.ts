import { type Agent, readAgents } from "../../shared/base/agent.ts";
import type { CloudFunctionName, CloudProject } from "../../shared/ports/cloud-project.ts";
import { deadLetterTopic, KINDS, replayTopic } from "../../shared/ports/topic.ts";
import { claim, examine, type Finding, ok, warning, wrong } from "./finding.ts";

/** Whose deployment it is. */
export interface CloudQuestion {
  readonly project: string;
  readonly prefix: string;
  readonly region: string | undefined;
  readonly agents: readonly Agent[];
}

const FUNCTIONS: readonly CloudFunctionName[] = ["ingress", "messages", "events", "receipts", "outbound"];
const APIS = [
  "artifactregistry",
  "cloudbuild",
  "cloudfunctions",
  "cloudtasks",
  "firestore",
  "iam",
  "logging",
  "monitoring",
  "pubsub",
  "run",
  "secretmanager",
  "storage",
];
const EXPIRING = ["conversations", "turns"];
const APPLY = "run terraform apply again";
const WITHOUT_SETUP = "nobody can ask about agents or set them up, and a campaign knows no traffic limits";
const OR_CONSOLE = "where the organisation forbids it, see to the agents in Google's console";
const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

type Check = readonly [what: string, at: (cloud: CloudProject, of: CloudQuestion) => Promise<readonly Finding[]>];

const CHECKS: readonly Check[] = [
  ["the APIs", checkApis],
  ["the functions", checkFunctions],
  ["the secrets", checkSecrets],
  ["the database", checkDatabase],
  ["the queue of timers", checkTimerQueue],
  ["rights on dead letters", checkDeadLetterRights],
  ["who may call the functions", checkCallers],
  ["the filters of metrics and alerts", checkFilters],
];

/** Compares a project with what Terraform makes of it, as far as a plan cannot show it. */
export async function checkCloud(cloud: CloudProject, question: CloudQuestion): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [what, at] of CHECKS) findings.push(...(await examine(what, () => at(cloud, question))));
  return findings;
}

async function checkApis(cloud: CloudProject, { agents }: CloudQuestion): Promise<readonly Finding[]> {
  const enabled = await cloud.enabledApis();
  const isRcs = agents.some(({ channel }) => channel === "rcs");
  const wanted = isRcs ? [...APIS, "rcsbusinessmessaging"] : APIS;
  const missing = wanted.map((api) => `${api}.googleapis.com`).filter((api) => !enabled.has(api));
  const optional = "businesscommunications.googleapis.com";
  return [
    ...(missing.length === 0
      ? [ok("all APIs are enabled")]
      : missing.map((api) => wrong(`${api} is not enabled`, APPLY))),
    ...(isRcs && !enabled.has(optional)
      ? [warning(`${optional} is not enabled: ${WITHOUT_SETUP}`, `${APPLY}; ${OR_CONSOLE}`)]
      : []),
  ];
}

async function checkFunctions(
  cloud: CloudProject,
  { project, prefix, region, agents }: CloudQuestion,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of FUNCTIONS) {
    const found = await cloud.function(name);
    const is = found?.state ?? "not there";
    const mend =
      found === undefined
        ? "name --region as Terraform has it, or run terraform apply"
        : `see its build: gcloud builds log ${found.build} --region=${region} --project=${project}`;
    findings.push(
      claim(is === "ACTIVE", `${prefix}-${name} is built and active`, [`${prefix}-${name} is ${is}`, mend]),
    );
    const met = found?.environment.AGENTS;
    const known = met === undefined ? undefined : readAgents(met).map(({ agent }) => agent);
    if (known !== undefined && agents.some(({ agent }) => !known.includes(agent)))
      findings.push(
        wrong(
          `${prefix}-${name} does not know all agents`,
          "set AGENTS here as it is deployed, or run terraform apply",
        ),
      );
  }
  return findings;
}

async function checkSecrets(cloud: CloudProject, { prefix }: CloudQuestion): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of ["client-tokens", "conversation-key"] as const) {
    const mend = `${APPLY} with TF_VAR_client_tokens and TF_VAR_conversation_key`;
    const is = await cloud.hasSecret(name);
    findings.push(
      claim(is, `the secret ${prefix}-${name} has a version`, [`the secret ${prefix}-${name} has no version`, mend]),
    );
  }
  return findings;
}

async function checkDatabase(cloud: CloudProject): Promise<readonly Finding[]> {
  const found = await cloud.database();
  if (found === undefined) return [wrong("there is no database for history", `name --database, or ${APPLY}`)];
  const missing = EXPIRING.filter((name) => !found.expiring.includes(name) && !found.pending.includes(name));
  return [
    found.isProtected
      ? ok("the database exists and is protected")
      : warning(
          "the database is not protected from being deleted",
          "set deletion_protection = true unless you are about to destroy it",
        ),
    ...missing.map((name) => wrong(`${name} are not forgotten when they expire`, APPLY)),
    ...found.pending.map((name) =>
      warning(`${name} are not forgotten yet when they expire`, "that is being set up: ask again in minutes"),
    ),
  ];
}

async function checkTimerQueue(cloud: CloudProject, { project, prefix }: CloudQuestion): Promise<readonly Finding[]> {
  const state = (await cloud.timerQueue()) ?? "not there";
  const timers = `serviceAccount:${prefix}-timers@${project}.iam.gserviceaccount.com`;
  const publishers = await cloud.membersOf({ type: "topic", topic: "deadline" }, "roles/pubsub.publisher");
  return [
    claim(state === "running", `the queue ${prefix}-timers runs`, [
      `the queue ${prefix}-timers is ${state}: no timer comes`,
      state === "paused" ? `gcloud tasks queues resume ${prefix}-timers` : APPLY,
    ]),
    claim(publishers.includes(timers), "due timers can be published", [
      `${prefix}-timers lacks roles/pubsub.publisher on ${prefix}-deadline: due timers are lost`,
      APPLY,
    ]),
  ];
}

async function checkDeadLetterRights(cloud: CloudProject, { prefix }: CloudQuestion): Promise<readonly Finding[]> {
  const agent = `serviceAccount:service-${await cloud.number()}@gcp-sa-pubsub.iam.gserviceaccount.com`;
  const lacking: Finding[] = [];
  for (const kind of KINDS) {
    const dead = deadLetterTopic(kind);
    const publishers = await cloud.membersOf({ type: "topic", topic: dead }, "roles/pubsub.publisher");
    if (!publishers.includes(agent))
      lacking.push(wrong(`Pub/Sub's account lacks roles/pubsub.publisher on ${prefix}-${dead}`, APPLY));
    for (const topic of [kind, replayTopic(kind)]) {
      const subscribers = await cloud.membersOf({ type: "subscription", topic }, "roles/pubsub.subscriber");
      if (!subscribers.includes(agent))
        lacking.push(wrong(`Pub/Sub's account lacks roles/pubsub.subscriber on ${prefix}-${topic}`, APPLY));
    }
  }
  return lacking.length === 0 ? [ok("Pub/Sub may make dead letters")] : lacking;
}

async function checkCallers(cloud: CloudProject, { project, prefix }: CloudQuestion): Promise<readonly Finding[]> {
  const push = `serviceAccount:${prefix}-push@${project}.iam.gserviceaccount.com`;
  const findings: Finding[] = [];
  for (const name of FUNCTIONS.filter((one) => one !== "ingress")) {
    const callers = await cloud.membersOf({ type: "function", name }, "roles/run.invoker");
    if (!callers.includes(push))
      findings.push(wrong(`Pub/Sub may not call ${prefix}-${name}: nothing reaches it`, APPLY));
    const open = callers.filter((one) => EVERYBODY.includes(one));
    if (open.length > 0)
      findings.push(
        wrong(
          `anybody may call ${prefix}-${name}`,
          `take ${open.join(" and ")} away from it: somebody granted it by hand`,
        ),
      );
  }
  return findings.length === 0 ? [ok("only Pub/Sub may call the functions behind ingress")] : findings;
}

async function checkFilters(cloud: CloudProject): Promise<readonly Finding[]> {
  const filters = await cloud.filters();
  if (filters.length === 0) return [wrong("there are no metrics and no alerts", APPLY)];
  const unread = filters.filter(({ isRead }) => !isRead);
  if (unread.length === 0) return [ok(`${filters.length} filters of metrics and alerts can be read`)];
  return unread.map(({ of, name }) =>
    of === "metric"
      ? wrong(`the metric ${name} has a filter that Logging does not read`, "see terraform/monitoring.tf")
      : warning(
          `the alert "${name}" reads nothing yet`,
          "ask again when there is traffic; then see terraform/monitoring-alerts.tf",
        ),
  );
}
