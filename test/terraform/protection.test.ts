import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apply, destroy, plan, readState, type State } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import type { Workspace } from "./terraform.ts";

const PROTECTED = EXAMPLES.filter(({ args }) => !args.some((arg) => arg === "deletion_protection=false"));
const [MINIMAL] = EXAMPLES;
const OFF = ["-var", "deletion_protection=false"];
const MOVES = ["region=us-central1", "prefix=another", "project=another-project", "firestore_location=eur3"];

/** Several applies, on a machine that is busy with something else. */
const APPLIES_MS = 300_000;

/** What Terraform and Google have, whole. */
interface Everything {
  readonly state: State["resources"];
  readonly cloud: readonly string[];
}

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("a protected deployment", () => {
  it.each(PROTECTED)(
    "as in $name is as before after a destroy, and the next plan changes nothing",
    async (example) => {
      await using workspace = await openExample(example);
      await deploy(workspace, example.args);
      const before = await everything(workspace);
      for (const args of [example.args, [...example.args, ...OFF]])
        await expect(destroy(workspace, ...args)).rejects.toThrow("Cannot destroy: deletion_protection is on");
      expect(await everything(workspace)).toEqual(before);
      const { changes } = await plan(workspace, ...example.args);
      expect(Object.values(changes).filter(({ actions }) => actions.join() !== "no-op")).toEqual([]);
    },
    APPLIES_MS,
  );

  describe("whose place changes", () => {
    let workspace: Workspace;
    let before: Everything;

    beforeAll(async () => {
      workspace = await openExample(MINIMAL);
      await deploy(workspace, MINIMAL.args);
      before = await everything(workspace);
    });

    afterAll(() => workspace?.[Symbol.asyncDispose]());

    it.each(MOVES)("refuses %s in the plan", async (setting) => {
      const moved = plan(workspace, ...MINIMAL.args, "-var", setting);
      await expect(moved).rejects.toThrow(refusalOf("Cannot move a protected deployment", setting));
    });

    it.each(MOVES)("refuses %s in the apply that turns protection off", async (setting) => {
      const moved = plan(workspace, ...MINIMAL.args, ...OFF, "-var", setting);
      await expect(moved).rejects.toThrow(refusalOf("Cannot move in the apply that turns protection off", setting));
    });

    it("is as before after all of that, and the next plan is empty", async () => {
      expect(await everything(workspace)).toEqual(before);
      expect((await plan(workspace, ...MINIMAL.args)).isEmpty).toBe(true);
    });
  });

  it.each(MOVES)(
    "can change to %s once protection is off, and is protected there",
    async (setting) => {
      await using workspace = await openExample(MINIMAL);
      const there = [...MINIMAL.args, "-var", setting];
      await deploy(workspace, [...MINIMAL.args, ...OFF]);
      const early = plan(workspace, ...there);
      await expect(early).rejects.toThrow("Cannot move a protected deployment");
      await deploy(workspace, [...there, ...OFF]);
      await deploy(workspace, there);
      expect((await plan(workspace, ...there)).isEmpty).toBe(true);
      // Google has what the state knows, and nothing is left where it was.
      const { state, cloud } = await everything(workspace);
      expect(cloud.length).toBe(Object.keys(state).filter((address) => !address.startsWith("terraform_data.")).length);
      await expect(plan(workspace, ...MINIMAL.args)).rejects.toThrow("Cannot move a protected deployment");
    },
    APPLIES_MS,
  );
});

describe("protection.tf", () => {
  it("locks everything that is made", () => {
    const folder = new URL("../../terraform/", import.meta.url);
    const files = globSync("*.tf", { cwd: folder }).map((file) => readFileSync(new URL(file, folder), "utf8"));
    const made = [...files.join("\n").matchAll(/^(?:resource "(\w+)" "(\w+)"|module "(\w+)") \{/gm)].map(
      ([, type, name, module]) => (module === undefined ? `${type}.${name}` : `module.${module}`),
    );
    const text = readFileSync(new URL("protection.tf", folder), "utf8");
    const locked: readonly string[] = text.slice(text.indexOf("depends_on")).match(/[\w.]+/g) ?? [];
    // The last field of history depends on the others.
    const others = made.filter((name) => !/^(terraform_data|google_firestore_field)\./.test(name));
    expect([...others, "google_firestore_field.campaigns_command"].filter((name) => !locked.includes(name))).toEqual(
      [],
    );
  });
});

async function deploy(workspace: Workspace, args: readonly string[]): Promise<void> {
  await plan(workspace, ...args);
  await apply(workspace);
}

async function everything(workspace: Workspace): Promise<Everything> {
  return { state: (await readState(workspace)).resources, cloud: workspace.cloud() };
}

/** In Terraform's lines, which break where they like. */
function refusalOf(refusal: string, setting: string): RegExp {
  const [name = "", value = ""] = setting.split("=");
  return new RegExp(`${refusal.replaceAll(" ", "\\s+[│╵ ]*")}:[^]*${name}\\s[^]*${value}`);
}
