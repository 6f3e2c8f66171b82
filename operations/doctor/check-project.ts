import type { CloudProject } from "../../shared/ports/cloud-project.ts";
import { claim, examine, type Finding, ok, warning, wrong } from "./finding.ts";

const NEEDED_APIS = ["serviceusage.googleapis.com", "cloudresourcemanager.googleapis.com"];

/** What an organisation may forbid, which value must pass, and what follows where it does not. */
const POLICIES: readonly (readonly [constraint: string, passes: (region: string) => RegExp, mend: string])[] = [
  [
    "iam.allowedPolicyMemberDomains",
    () => /is:anyone/,
    'allUsers cannot be granted: set public_ingress = false and read "Where the organisation forbids allUsers" in terraform/README.md',
  ],
  [
    "gcp.resourceLocations",
    (region) => new RegExp(`${region}|${region.split("-")[0]}-`),
    "choose another region, or have this one allowed",
  ],
  [
    "cloudfunctions.allowedIngressSettings",
    () => /ALLOW_ALL/,
    "ingress must be ALLOW_ALL, or behind a domain ALLOW_INTERNAL_AND_GCLB",
  ],
  ["run.allowedIngress", () => /all/, "ingress must allow all, or behind a domain internal-and-cloud-load-balancing"],
];

/** Looks at a project before the first apply: what would stop it. */
export async function checkProject(
  cloud: CloudProject,
  { project, region = "" }: { readonly project: string; readonly region?: string | undefined },
): Promise<readonly Finding[]> {
  const number = await cloud.number();
  if (number === undefined)
    return [
      wrong(
        `there is no project ${project} that you may see`,
        "check its id, and run gcloud auth application-default login",
      ),
    ];
  return [
    ok(`the project ${project} exists, number ${number}`),
    ...(await examine("billing", async () => [
      claim(await cloud.isBilled(), "billing is enabled", [
        "billing is not enabled: functions are not built without it",
        "link a billing account to the project",
      ]),
    ])),
    ...(await examine("the APIs", () => checkApis(cloud, project))),
    ...(await examine("Pub/Sub's own account", () => checkPubsubAccount(cloud, { project, number }))),
    ...(await checkPolicies(cloud, region)),
  ];
}

async function checkApis(cloud: CloudProject, project: string): Promise<readonly Finding[]> {
  const enabled = await cloud.enabledApis();
  return NEEDED_APIS.map((api) =>
    claim(enabled.has(api), `${api} is enabled`, [
      `${api} is not enabled`,
      `gcloud services enable ${api} --project=${project}`,
    ]),
  );
}

async function checkPubsubAccount(
  cloud: CloudProject,
  { project, number }: { readonly project: string; readonly number: string },
): Promise<readonly Finding[]> {
  const account = `serviceAccount:service-${number}@gcp-sa-pubsub.iam.gserviceaccount.com`;
  const members = await cloud.membersOf({ type: "project" }, "roles/pubsub.serviceAgent");
  const mend = `gcloud beta services identity create --service=pubsub.googleapis.com --project=${project}`;
  return [
    claim(members.includes(account), "Pub/Sub's own account exists", [
      "Pub/Sub's own account does not exist yet",
      mend,
    ]),
  ];
}

async function checkPolicies(cloud: CloudProject, region: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [constraint, passes, mend] of POLICIES) {
    findings.push(
      ...(await examine(`the policy ${constraint}`, async () => {
        const { restricts, allowed } = await cloud.policy(constraint);
        const isStopped = restricts && !allowed.some((value) => passes(region).test(value));
        return [
          isStopped ? warning(`the policy ${constraint} restricts`, mend) : ok(`the policy ${constraint} lets it pass`),
        ];
      })),
    );
  }
  return findings;
}
