import { readFileSync } from "node:fs";
import { type Environment, readApis, readStorage } from "../functions/settings.ts";
import type { Absence, DeploymentSetUp, GoogleAccount } from "../operations/set-up.ts";
import { type Agent, readAgents } from "../shared/base/agent.ts";
import { messageOf } from "../shared/base/message-of.ts";
import { systemClock } from "../shared/google/clock.ts";
import { googleCloudProject } from "../shared/google/project/cloud-project.ts";
import { googleQueueSetup } from "../shared/google/project/queue-setup.ts";
import { openRest } from "../shared/google/project/rest.ts";
import { rcsAgentRegistry } from "../shared/google/rcs/agent-registry.ts";
import { rcsApiCheck } from "../shared/google/rcs/api-check.ts";
import { rcsCapabilities } from "../shared/google/rcs/capabilities.ts";
import { rcsFiles } from "../shared/google/rcs/files.ts";
import { openRcs, type RcsAccess } from "../shared/google/rcs/open-rcs.ts";
import { rcsReach } from "../shared/google/rcs/reach.ts";
import { rcsTesters } from "../shared/google/rcs/testers.ts";
import { taskBacklog } from "../shared/google/tasks/timer-backlog.ts";
import type { LocalDatabase } from "../shared/local/database.ts";
import { localTimerBacklog } from "../shared/local/timer-backlog.ts";
import type { CloudProject } from "../shared/ports/cloud-project.ts";
import { callIngress } from "./call-ingress.ts";
import { DEMO_AGENTS, DEMO_TOKENS } from "./demo-agents.ts";
import type { Target } from "./target.ts";

const PREFIX = "heliograph";
const NO_CLOUD: Absence = { absence: "there is no project on Google Cloud", mend: "name one with --project" };
const NOT_RUNNING = "npm start does not run";
const NO_ACCOUNT: Absence = {
  absence: NOT_RUNNING,
  mend: "run npm start, or set RCS_API to the URL of a simulator",
};
const NO_INGRESS: Absence = { absence: NOT_RUNNING, mend: "run npm start, or name --url" };

/** What runs on this machine: where its Google is, and the URL of its ingress. */
export interface RunningPlaces {
  readonly access: RcsAccess;
  readonly ingress: string;
}

/** The set-up of an embedded system, as far as it runs. */
export function embeddedSetUp(db: LocalDatabase, running: Partial<RunningPlaces>): DeploymentSetUp {
  const embedded: Omit<DeploymentSetUp, "account" | "ingress"> = {
    prefix: PREFIX,
    region: undefined,
    agents: async () => DEMO_AGENTS,
    clientTokens: async () => JSON.stringify(DEMO_TOKENS),
    queue: { absence: "the queue is embedded" },
    timers: localTimerBacklog(db),
    cloud: NO_CLOUD,
  };
  return runningSetUp(embedded, running);
}

/** The set-up with what runs of it. */
export function runningSetUp(
  setUp: Omit<DeploymentSetUp, "account" | "ingress">,
  { access, ingress }: Partial<RunningPlaces>,
): DeploymentSetUp {
  return {
    ...setUp,
    account: async () => (access === undefined ? NO_ACCOUNT : openAccount(await setUp.agents(), access)),
    ingress: async (url = ingress) => (url === undefined ? NO_INGRESS : callIngress(url)),
  };
}

/** The set-up of a project, or of what runs over the emulators. */
export function googleSetUp(target: Exclude<Target, { type: "embedded" }>): DeploymentSetUp {
  return target.type === "deployed" ? deployedSetUp(target) : emulatedSetUp(target.env);
}

function emulatedSetUp(env: Environment): DeploymentSetUp {
  const { project, topicPrefix: prefix, pubsubEmulator } = readStorage(env);
  const isDemo = env.AGENTS === undefined;
  const agents = async () => (isDemo ? DEMO_AGENTS : readAgents(env.AGENTS));
  const rest = openRest({ baseOf: () => `http://${pubsubEmulator}` });
  return {
    prefix,
    region: undefined,
    agents,
    account: async () => {
      const base = env.RCS_API;
      if (base !== undefined) return openAccount(await agents(), { base });
      return { absence: "nothing says where Google's API is", mend: "set RCS_API to its URL, as npm start prints it" };
    },
    ingress: async (url) =>
      url === undefined
        ? { absence: "nothing says where it is", mend: "name it with --url; npm start prints it" }
        : callIngress(url),
    clientTokens: async () =>
      readTokens(env) ??
      (isDemo ? JSON.stringify(DEMO_TOKENS) : { absence: "it is not set", mend: "set CLIENT_TOKENS" }),
    queue: googleQueueSetup(rest, { project, prefix }),
    timers: { absence: "over the emulators none waits: each is published at once" },
    cloud: NO_CLOUD,
  };
}

function deployedSetUp({ env, region }: Extract<Target, { type: "deployed" }>): DeploymentSetUp {
  const { project, topicPrefix: prefix, firestoreDatabase: database } = readStorage(env);
  const rest = openRest({});
  const cloud = googleCloudProject(rest, { project, region, prefix, database, now: () => systemClock.now() });
  const { rcs: base, credentials } = readApis(env);
  const agents = async () => readAgents(env.AGENTS ?? (await cloud.function("messages"))?.environment.AGENTS);
  return {
    prefix,
    region,
    agents,
    account: async () => openAccount(await agents(), { base, credentials }),
    async ingress(url) {
      const found = url ?? (await cloud.function("ingress"))?.url;
      if (found !== undefined && found !== "") return callIngress(found);
      return { absence: "there is no such function", mend: "name --region, or --url" };
    },
    clientTokens: async () => readTokens(env) ?? (await readSecret(cloud)),
    queue: googleQueueSetup(rest, { project, prefix }),
    timers: timersOf(env),
    cloud,
  };
}

function timersOf({ TIMER_QUEUE: queue, CLOUD_TASKS_API: base }: Environment): DeploymentSetUp["timers"] {
  if (queue === undefined) return { absence: "nothing says where they are", mend: "name --region" };
  return taskBacklog({ queue, base });
}

/** Everything of Google's for RCS, opened once for one command. */
function openAccount(agents: readonly Agent[], access: RcsAccess): GoogleAccount {
  const rcs = openRcs(agents, access);
  return {
    registry: rcsAgentRegistry(access),
    testers: rcsTesters(access),
    reach: rcsReach(rcs),
    capabilities: rcsCapabilities(rcs, systemClock),
    files: rcsFiles(rcs),
    api: rcsApiCheck(rcs),
  };
}

function readTokens({ CLIENT_TOKENS, CLIENT_TOKENS_FILE }: Environment): string | undefined {
  if (CLIENT_TOKENS_FILE !== undefined) return readFileSync(CLIENT_TOKENS_FILE, "utf8");
  return CLIENT_TOKENS;
}

/** Whoever may look at a project need not be allowed to read its secrets. */
async function readSecret(cloud: CloudProject): Promise<string | Absence> {
  const mend = "set CLIENT_TOKENS, or have the role Secret Manager Secret Accessor";
  try {
    return (await cloud.readSecret("client-tokens")) ?? { absence: "the secret has no version", mend };
  } catch (error) {
    return { absence: messageOf(error), mend };
  }
}
