import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { CHECKS } from "./checks/all.ts";
import { readDeployed } from "./checks/deployed.ts";
import { unreviewed } from "./checks/reviewed.ts";
import { plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import mutations from "./mutations.json" with { type: "json" };
import type { Workspace } from "./terraform.ts";

/** A mistake of one line in our Terraform, and the claim that no longer holds because of it. */
interface Mutation {
  readonly mistake: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The claim of a check, or a part of what Terraform says. */
  readonly breaks: string;
  /** The example in which it shows; the minimal one otherwise. */
  readonly example?: string;
}

const MUTATIONS: readonly Mutation[] = mutations;

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("the checks", () => {
  it.concurrent.each(MUTATIONS)("find $mistake", async ({ breaks, example: name = "minimal", ...mutation }) => {
    const [example = EXAMPLES[0]] = EXAMPLES.filter((known) => known.name === name);
    await using workspace = await openExample(example, { foresees: true });
    await mutate(workspace, mutation);
    expect(await findings(workspace, example)).toContainEqual(expect.stringContaining(breaks));
  });
});

async function mutate({ folder }: Workspace, { file, from, to }: Pick<Mutation, "file" | "from" | "to">) {
  const path = join(folder, file);
  const [before, after, ...more] = (await readFile(path, "utf8")).split(from);
  if (after === undefined || more.length > 0) throw new Error(`Cannot mutate ${file}: expected ${from} once in it`);
  await writeFile(path, `${before}${to}${after}`);
}

/** The claims that do not hold, or what Terraform says when it does not even plan. */
async function findings(
  workspace: Workspace,
  { name, args, secrets }: (typeof EXAMPLES)[number],
): Promise<readonly string[]> {
  try {
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
