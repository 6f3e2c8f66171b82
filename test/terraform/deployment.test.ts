import { readFile, writeFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apply, destroy, formatDiff, type Plan, plan, type State, validate } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import type { Workspace } from "./terraform.ts";

/** Of the real provider, an apply would change a real project. */
const IS_REAL = process.env.TERRAFORM_PROVIDER === "real";

describe.skipIf(!inject("terraform"))("terraform/", () => {
  describe.each(EXAMPLES)("as in $name", (example) => {
    let workspace: Workspace;
    let planned: Plan;
    let applied: State;
    let again: Plan;

    beforeAll(async () => {
      workspace = await openExample(example);
      planned = await plan(workspace, ...example.args);
      if (IS_REAL) return;
      applied = await apply(workspace);
      again = await plan(workspace, ...example.args);
    });

    afterAll(() => workspace?.[Symbol.asyncDispose]());

    it("plans what its inventory lists", async () => {
      const file = new URL(`inventories/${example.name}.txt`, import.meta.url);
      const created = Object.entries(planned.changes).filter(([, { actions }]) => actions.includes("create"));
      const inventory = created.map(([address]) => `${address}\n`).sort();
      if (process.env.UPDATE_INVENTORY !== undefined) await writeFile(file, inventory.join(""));
      expect(inventory.join("")).toBe(await readFile(file, "utf8"));
    });

    it("says no secret in the plan's file or JSON", async () => {
      const entries = unzipSync(await readFile(`${workspace.folder}/plan.tfplan`));
      const written = [planned.json, ...Object.values(entries).map((bytes) => Buffer.from(bytes))].join("\n");
      expect(example.secrets.filter((secret) => written.includes(secret))).toEqual([]);
    });

    it.skipIf(IS_REAL)("says no secret in the state", () => {
      expect(example.secrets.filter((secret) => applied.file.includes(secret))).toEqual([]);
    });

    it.skipIf(IS_REAL)("has nothing left to change once it is applied", () => expect(again.isEmpty).toBe(true));

    it.skipIf(IS_REAL)("tells who may call, and who is let in, before the webhook that needs it", () => {
      const steps = String(applied.outputs.console_steps).split("\n");
      const last = steps.findLastIndex((step) => /^(Ingress refuses|RCS: register|Point )/.test(step));
      const [first = -1] = steps.flatMap((step, at) => (step.startsWith("Agent ") ? [at] : []));
      expect(first).toBeGreaterThan(last);
    });

    it.skipIf(IS_REAL)("is gone when it is destroyed after protection was turned off", async () => {
      const args = [...example.args, "-var", "deletion_protection=false"];
      await plan(workspace, ...args);
      await apply(workspace);
      expect((await destroy(workspace, ...args)).resources).toEqual({});
      expect(workspace.cloud()).toEqual([]);
    });
  });

  it("is formatted and valid", async () => {
    await using workspace = await openExample(EXAMPLES[0]);
    expect([await formatDiff(workspace), await validate(workspace)]).toEqual(["", []]);
  });
});
