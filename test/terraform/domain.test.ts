import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apply, type Plan, plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import type { Workspace } from "./terraform.ts";

const [{ args: BEFORE, ...MINIMAL }] = EXAMPLES;
const WITH_DOMAIN = [...BEFORE, "-var", "domain=rcs.example.com"];
const INGRESS = 'module.function["ingress"].google_cloudfunctions2_function.this';

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("a domain over live traffic", () => {
  let workspace: Workspace;
  let opened: Plan;
  let closed: Plan;

  beforeAll(async () => {
    workspace = await openExample({ args: BEFORE, ...MINIMAL });
    await deploy(BEFORE);
    opened = await deploy(WITH_DOMAIN);
    closed = await plan(workspace, ...WITH_DOMAIN, "-var", "domain_only=true");
  });

  afterAll(() => workspace?.[Symbol.asyncDispose]());

  it("only adds at first: Google's own URL goes on serving", () => {
    const changed = changes(opened).filter(([, { actions }]) => actions.join() !== "create");
    expect(changed.map(([address]) => address)).toEqual([]);
    expect(settingsOf(opened)).toMatchObject([{ ingress_settings: "ALLOW_ALL" }]);
  });

  it("closes Google's own URL in a second step, and touches nothing else", () => {
    const changed = changes(closed).map(([address, { actions }]) => [address, actions]);
    expect(changed).toEqual([[INGRESS, ["update"]]]);
    expect(settingsOf(closed)).toMatchObject([{ ingress_settings: "ALLOW_INTERNAL_AND_GCLB" }]);
  });

  it("does not become another one in one apply", async () => {
    const another = plan(workspace, ...BEFORE, "-var", "domain=bot.example.com");
    await expect(another).rejects.toThrow(/Cannot change domain from rcs\.example\.com to\s+[│╵ ]*bot\.example\.com/);
  });

  async function deploy(args: readonly string[]): Promise<Plan> {
    const planned = await plan(workspace, ...args);
    await apply(workspace);
    return planned;
  }
});

function changes({ changes: all }: Plan) {
  return Object.entries(all).filter(([, { actions }]) => actions.join() !== "no-op");
}

function settingsOf({ changes: all }: Plan): unknown {
  return all[INGRESS]?.after?.service_config;
}
