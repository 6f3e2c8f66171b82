import { describe, expect, inject, it } from "vitest";
import { CHECKS } from "./checks/all.ts";
import { readDeployed } from "./checks/deployed.ts";
import { unreviewed } from "./checks/reviewed.ts";
import { apply, plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import { type LineChange, mutate } from "./mutate.ts";
import mutations from "./mutations.json" with { type: "json" };
import type { Workspace } from "./terraform.ts";

/** A mistake of one line in our Terraform, and the claim that no longer holds because of it. */
interface Mutation extends LineChange {
  readonly mistake: string;
  /** The claim of a check, or a part of what Terraform says. */
  readonly breaks: string;
  /** The example in which it shows; the minimal one otherwise. */
  readonly example?: string;
  /** Whether it shows only in an apply and in the plan after it. */
  readonly isApplied?: boolean;
}

const MUTATIONS: readonly Mutation[] = mutations;

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("the checks", () => {
  it.concurrent.each(MUTATIONS)(
    "find $mistake",
    async ({ breaks, example: name = "minimal", isApplied = false, ...mutation }) => {
      const [example = EXAMPLES[0]] = EXAMPLES.filter((known) => known.name === name);
      await using workspace = await openExample(example, { foresees: !isApplied });
      await mutate(workspace, mutation);
      expect(await findings(workspace, example, isApplied)).toContainEqual(expect.stringContaining(breaks));
    },
  );
});

/** The claims that do not hold, or what Terraform says when it does not even plan. */
async function findings(
  workspace: Workspace,
  { name, args, secrets }: (typeof EXAMPLES)[number],
  isApplied: boolean,
): Promise<readonly string[]> {
  try {
    if (isApplied) return await findingsOfApply(workspace, args);
    const { json } = await plan(workspace, ...args);
    const deployed = readDeployed(json);
    const broken = Object.entries(CHECKS).filter(([, check]) => check(deployed).length > 0);
    return [
      ...broken.map(([claim]) => claim),
      ...(unreviewed(deployed, name).length > 0 ? ["every grant was reviewed"] : []),
      ...(secrets.some((secret) => json.includes(secret)) ? ["no secret is in the plan"] : []),
    ];
  } catch (error) {
    return [String(error).replaceAll(/\s*\n[│╵ ]*/g, " ")];
  }
}

async function findingsOfApply(workspace: Workspace, args: readonly string[]): Promise<readonly string[]> {
  await plan(workspace, ...args);
  await apply(workspace);
  const { changes } = await plan(workspace, ...args);
  const changed = Object.entries(changes).filter(([, { actions }]) => actions.join() !== "no-op");
  return changed.map(([address]) => `changed again: ${address}`);
}
