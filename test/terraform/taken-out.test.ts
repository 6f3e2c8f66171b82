import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apply, type Plan, plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import type { Workspace } from "./terraform.ts";

const [MINIMAL, , , EVERYTHING] = EXAMPLES;

/** What a deployment may have and give up again. */
const OPTIONAL = [
  'alert_emails=["oncall@example.com"]',
  "api_credentials_version=1",
  "audit_access=true",
  "burn_rate_alerts=true",
  "domain=rcs.example.com",
  "fallback_url=https://sms.example.com/send",
  "keep_media=true",
  "probe_minutes=15",
  "silence_alert_hours=12",
  "warehouse={days=400}",
].flatMap((setting) => ["-var", setting]);

/** It tells nobody but who pays. */
const BUDGET = ["-var", 'budget={billing_account="012345-6789AB-CDEF01",amount=100}'];

/** Several applies, on a machine that is busy with something else. */
const APPLIES_MS = 300_000;

const isSkipped = !inject("terraform") || process.env.TERRAFORM_PROVIDER === "real";

describe.skipIf(isSkipped)("what is taken out of a protected deployment", () => {
  let deployment: Deployment;
  let before: readonly string[];
  let after: Plan;

  beforeAll(async () => {
    deployment = await openProtected();
    const { deploy, workspace } = deployment;
    await deploy();
    before = typesOf(workspace);
    await deploy(...OPTIONAL);
    await deploy();
    after = await plan(workspace, ...MINIMAL.args);
  }, APPLIES_MS);

  afterAll(() => deployment?.workspace[Symbol.asyncDispose]());

  it("is gone in one apply", () => expect(after.isEmpty).toBe(true));

  it("leaves at Google what users said, and nothing else", () => {
    const now = typesOf(deployment.workspace);
    const left = now.filter((type) => !before.includes(type));
    expect(left).toEqual(["google_logging_project_bucket_config"]);
    const buckets = (types: readonly string[]) => types.filter((type) => type === "google_storage_bucket").length;
    expect([now.length - before.length, buckets(now) - buckets(before)]).toEqual([2, 1]);
  });

  it("is taken from functions before they lose the right to it", () => {
    const { changes } = deployment;
    const begun = changes.lastIndexOf("update google_cloudfunctions2_function");
    const taken = changes.findIndex((change) => /^delete google_secret_manager_/.test(change));
    expect(begun).toBeGreaterThanOrEqual(0);
    expect(taken).toBeGreaterThan(begun);
  });
});

describe.skipIf(isSkipped)("an optional setting of a protected deployment", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openProtected();
    await deployment.deploy();
  }, APPLIES_MS);

  afterAll(() => deployment?.workspace[Symbol.asyncDispose]());

  it("a budget that notifies no channel differs in no later plan", async () => {
    const { deploy, workspace } = deployment;
    await deploy(...BUDGET);
    expect((await plan(workspace, ...MINIMAL.args, ...BUDGET)).isEmpty).toBe(true);
  });

  it("the probe changes to the domain in one apply", async () => {
    const { changes, deploy } = deployment;
    const probed = ["-var", "domain=rcs.example.com", "-var", "probe_minutes=15"];
    await deploy(...probed);
    await deploy(...probed, "-var", "domain_only=true");
    expect(changes).toContain("delete google_monitoring_uptime_check_config");
  });
});

type Deployment = Awaited<ReturnType<typeof openProtected>>;

/** A deployment that is protected, and what its newest apply has changed. */
async function openProtected() {
  const changes: string[] = [];
  const workspace = await openExample(
    { ...MINIMAL, variables: EVERYTHING.variables },
    {
      refuse: ({ action, type }) => {
        changes.push(`${action} ${type}`);
        return undefined;
      },
    },
  );
  const deploy = async (...args: readonly string[]) => {
    changes.length = 0;
    await plan(workspace, ...MINIMAL.args, ...args);
    await apply(workspace);
  };
  return { workspace, changes, deploy };
}

/** The types of what Google has, each as often as it has one. */
function typesOf(workspace: Workspace): readonly string[] {
  return workspace.cloud().map((one) => one.slice(0, one.indexOf(" ")));
}
