import { boolean, nonEmptyText, optional, shape } from "../../shared/base/json.ts";
import type { Operation } from "../operation.ts";
import type { Operator } from "../operator.ts";
import { isAbsent } from "../set-up.ts";
import { checkAgent } from "./check-agents.ts";
import { checkCloud } from "./check-cloud.ts";
import { checkIngress, checkRing, newestTokens } from "./check-ingress.ts";
import { checkLogin } from "./check-login.ts";
import { checkProject } from "./check-project.ts";
import { checkQueues } from "./check-queues.ts";
import { checkTokenUse } from "./check-token-use.ts";
import { checkWaiting } from "./check-waiting.ts";
import { absent, examine, type Finding } from "./finding.ts";

/** What is looked at. */
export interface DoctorRequest {
  /** Where ingress is, in place of where the deployment says. */
  readonly url?: string;
  /** Looks at a project before the first apply, and at nothing else. */
  readonly isBefore?: boolean;
}

/** What is found, in the order in which it is to be mended: each needs what comes before it. */
export type DoctorFact =
  | ({ readonly type: "finding" } & Finding)
  | { readonly type: "summary"; readonly counts: Readonly<Record<Finding["level"], number>> };

/** Looks at a deployment, and tells what is wrong with it and how to mend it. Nothing is changed, and nobody is written to. */
export const doctor: Operation<DoctorRequest, DoctorFact> = {
  name: "doctor",
  checksLogin: true,
  read: shape({ url: optional(nonEmptyText), isBefore: optional(boolean) }),
  async *run(request, operator, signal) {
    const counts = { ok: 0, warning: 0, wrong: 0, unknown: 0 };
    for (const section of await sectionsOf(request, operator)) {
      if (signal.aborted) return;
      for (const finding of await section(request, operator, signal)) {
        counts[finding.level] += 1;
        yield { type: "finding", ...finding };
      }
    }
    yield { type: "summary", counts };
  },
};

type Section = (request: DoctorRequest, operator: Operator, signal: AbortSignal) => Promise<readonly Finding[]>;

/** Whoever is not logged in can be told nothing else. */
async function sectionsOf({ isBefore = false }: DoctorRequest, { setUp }: Operator): Promise<readonly Section[]> {
  const login = isAbsent(setUp.cloud) ? undefined : await checkLogin(setUp.cloud);
  if (login !== undefined) return [async () => [login]];
  if (isBefore) return [projectSection];
  return [cloudSection, queueSection, ingressSection, agentSection, tokenSection, waitingSection];
}

const projectSection: Section = async (_request, { setUp, deployment }) => {
  if (isAbsent(setUp.cloud)) return [absent("the project", setUp.cloud)];
  const { cloud } = setUp;
  return examine("the project", () => checkProject(cloud, { project: deployment.name, region: setUp.region }));
};

const cloudSection: Section = async (_request, operator) => {
  const { cloud, prefix } = operator.setUp;
  if (isAbsent(cloud)) return [];
  const { name: project } = operator.deployment;
  return examine("the project", async () =>
    checkCloud(cloud, { project, prefix, region: operator.setUp.region, agents: await operator.setUp.agents() }),
  );
};

const queueSection: Section = async (_request, { setUp, deployment }) => {
  // The embedded queue has nothing that could be set up wrongly.
  if (isAbsent(setUp.queue)) return [];
  return checkQueues(setUp.queue, { isDeployed: deployment.type === "deployed", prefix: setUp.prefix });
};

const ingressSection: Section = ({ url }, operator) =>
  examine("ingress", async () => {
    const agents = await operator.setUp.agents();
    const ring = await operator.setUp.clientTokens();
    const tokens = isAbsent(ring) ? [] : newestTokens(ring);
    const ringFindings = isAbsent(ring)
      ? [absent("the key ring", ring)]
      : checkRing(
          tokens,
          agents.map(({ agent }) => agent),
        );
    const caller = await operator.setUp.ingress(url);
    if (isAbsent(caller)) return [...ringFindings, absent("ingress", caller)];
    // Whoever tries npm start may have moved its clock.
    const clock = operator.deployment.type === "embedded" ? undefined : operator.clock;
    const channels = [...new Set(agents.map(({ channel }) => channel))];
    return [...ringFindings, ...(await checkIngress(caller, { channels, tokens }, clock))];
  });

const agentSection: Section = ({ url }, operator) =>
  examine("Google's side of the agents", async () => {
    const ours = (await operator.setUp.agents()).filter(({ channel }) => channel === "rcs");
    const account = await operator.setUp.account();
    if (isAbsent(account)) return [absent("Google's side of the agents", account)];
    const caller = await operator.setUp.ingress(url);
    const webhook = isAbsent(caller) ? undefined : `${caller.url}/rcs`;
    const findings: Finding[] = [];
    for (const agent of ours) findings.push(...(await checkAgent(agent, account, webhook)));
    return findings;
  });

const tokenSection: Section = (_request, operator) => examine("which token Google uses", () => checkTokenUse(operator));

const waitingSection: Section = (_request, operator, signal) => checkWaiting(operator, signal);
