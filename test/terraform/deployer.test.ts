import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { parse } from "yaml";
import { apply, plan, type State, validate } from "./commands.ts";
import { ROLES_BY_TYPE } from "./deployer-roles.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import { openWorkspace, type Workspace } from "./terraform.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const SETTINGS = {
  project: "my-project",
  repository: "my-company/bot",
  repository_id: "123456",
  state_bucket: "my-project-terraform",
  with_domain: "true",
};

describe("whoever deploys", () => {
  const types = globSync(`${ROOT}test/terraform/inventories/*.txt`).flatMap((file) =>
    read(file).match(/\b(?:google|time|terraform)_[a-z0-9_]+(?=\.)/g),
  );

  it("has a role for each type of resource that is deployed", () => {
    expect([...new Set(types)].filter((type) => type === null || !(type in ROLES_BY_TYPE))).toEqual([]);
  });

  it("is told the same roles by the README as the pipeline has", () => {
    const [, loop = ""] =
      /for role in ([^;]*); do\n *gcloud projects add-iam-policy-binding/.exec(read("terraform/README.md")) ?? [];
    const told = loop.split(/[\s\\]+/).filter((role) => role !== "");
    expect(told.toSorted()).toEqual(needed(false).map((role) => role.replace("roles/", "")));
  });
});

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("terraform/deployer", () => {
  let workspace: Workspace;
  let state: State;

  beforeAll(async () => {
    workspace = await openWorkspace(`${ROOT}terraform`, { root: "deployer", variables: SETTINGS, foresees: true });
    await plan(workspace);
    state = await apply(workspace);
  });

  afterAll(() => workspace?.[Symbol.asyncDispose]());

  it("is valid, and has nothing left to change once it is applied", async () => {
    expect([await validate(workspace), (await plan(workspace)).isEmpty]).toEqual([[], true]);
  });

  it.each([
    ["environment", "pro duction"],
    ["environment", "p".repeat(96)],
    ["prefix", "Bot-"],
    ["prefix", "gcp-bot"],
    ["project", "My Project"],
    ["repository", "my-bot"],
    ["repository", "my-company/bot.git"],
    ["repository_id", "my-company/bot"],
    ["state_bucket", "gs://my-project-terraform"],
  ])("refuses the %s %j", async (setting, value) => {
    const { exitCode, stderr } = await workspace.run("plan", "-input=false", "-var", `${setting}=${value}`);
    expect([exitCode, stderr.replaceAll(/\s*\n[│╵ ]*/g, " ")]).toEqual([
      1,
      expect.stringMatching(`Cannot use ${setting}: got "${value}", expected `),
    ]);
  });

  it("lets applies do what a deployment needs, and nothing else", () => {
    expect(rolesOf("applies").toSorted()).toEqual(needed(true));
  });

  it("lets applies grant on the project what the deployment grants there, and nothing else", () => {
    const [grants] = JSON.parse(JSON.stringify(state.resources["google_project_iam_member.grants"]?.condition));
    const granted = read("test/terraform/grants.md").matchAll(/^\| [^|]+ \| ([^|]+) \| the project \|/gm);
    const wanted = [...new Set([...granted].map(([, role = ""]) => `"${role}"`))].toSorted();
    expect(/hasOnly\(\[(.*)\]\)/.exec(grants.expression)?.[1]?.split(", ")).toEqual(wanted);
  });

  it("lets plans change nothing, and read no secret, no word of a user and no file", () => {
    const odd = /admin|editor|owner|user$|writer|accessor|developer|roles\/viewer|datastore/i;
    expect(rolesOf("plans").filter((role) => odd.test(role) && !role.endsWith("_plans_history"))).toEqual([]);
    const { permissions } = state.resources["google_project_iam_custom_role.plans_history"] ?? {};
    expect(permissions).not.toContainEqual(expect.stringContaining("entities"));
  });

  it("lends them to jobs of the repository alone: of a pull request, and of the environment", () => {
    const [pool] = Object.keys(state.resources).filter((address) => address.includes("pool_provider"));
    expect(state.resources[pool ?? ""]?.attribute_condition).toBe(
      'assertion.repository_id == "123456" && assertion.repository == "my-company/bot"',
    );
    const lent = Object.entries(state.resources).filter(([address]) => address.includes(".lent["));
    expect(lent.map(([, { member }]) => String(member).replace(/.*\/subject\//, ""))).toEqual([
      "repo:my-company/bot:environment:production",
      "repo:my-company/bot:pull_request",
    ]);
  });

  function rolesOf(account: string): readonly string[] {
    const members = Object.entries(state.resources).filter(([address]) =>
      address.startsWith("google_project_iam_member"),
    );
    const roles = members.filter(([, { member }]) => String(member).endsWith(`-${account}`));
    return roles.map(([, { role }]) => String(role));
  }
});

describe("terraform/examples", () => {
  it("are each planned, applied and destroyed by these tests", () => {
    const files = globSync("*.tfvars", { cwd: `${ROOT}terraform/examples` });
    const planned = EXAMPLES.flatMap(({ args }) => args);
    expect(files.filter((file) => !planned.includes(`-var-file=examples/${file}`))).toEqual([]);
  });

  const workflow: Workflow = parse(read("terraform/examples/github-workflow.yml"), { merge: true });

  it("pin each action of the workflow by its commit", () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses = [] }) => uses));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it("give the workflow's jobs an identity only where they plan or apply", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const jobs = Object.entries(workflow.jobs).filter(([, { permissions }]) => permissions?.["id-token"] === "write");
    expect(jobs.map(([name, { environment }]) => [name, environment])).toEqual([
      ["plan", undefined],
      ["staging", "staging"],
      ["production", "production"],
    ]);
  });

  it("give production what staging got", () => {
    const { build, staging, production } = workflow.jobs;
    expect(production?.steps).toEqual(staging?.steps);
    expect(production?.needs).toContain("staging");
    expect(JSON.stringify(build?.steps)).toContain("npm run build");
    expect(JSON.stringify(staging?.steps)).not.toContain("npm run build");
  });

  it.skipIf(!inject("terraform"))("give the workflow's plan what stands in for secrets, and is taken", async () => {
    const [env = {}] = workflow.jobs.plan?.steps.flatMap(({ env: told }) => (told === undefined ? [] : [told])) ?? [];
    const secrets = Object.entries(env).filter(([name]) => name.startsWith("TF_VAR_"));
    const variables = Object.fromEntries(secrets.map(([name, value]) => [name.replace("TF_VAR_", ""), value]));
    expect(Object.keys(variables)).toContain("client_tokens");
    const [minimal] = EXAMPLES;
    await using opened = await openExample({ ...minimal, variables });
    await plan(opened, ...minimal.args);
  });

  it("name as variables of the workflow what the deployer's outputs are", () => {
    const text = JSON.stringify(workflow);
    const named = [...read("terraform/deployer/outputs.tf").matchAll(/"([A-Z_]+) of the workflow/g)].map(
      ([, name]) => name,
    );
    expect(named).toHaveLength(3);
    expect(named.filter((name) => !text.includes(`vars.${name}`))).toEqual([]);
  });
});

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly environment?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Of all types; without a domain, those of its load balancer are left out. */
function needed(withDomain: boolean): readonly string[] {
  const roles = Object.entries(ROLES_BY_TYPE).filter(([type]) => withDomain || !type.startsWith("google_compute_"));
  return [...new Set(roles.flatMap(([, of]) => of))].toSorted();
}

function read(file: string): string {
  return readFileSync(file.startsWith("/") ? file : ROOT + file, "utf8");
}
