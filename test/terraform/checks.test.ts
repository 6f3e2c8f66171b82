import { beforeAll, describe, expect, inject, it } from "vitest";
import { CHECKS } from "./checks/all.ts";
import { type Deployed, readDeployed } from "./checks/deployed.ts";
import { unreviewed, writeReviewed } from "./checks/reviewed.ts";
import { plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";

/** They follow values from resource to resource, which the real provider knows only after an apply. */
describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("what is deployed", () => {
  const deployed = new Map<string, Deployed>();

  beforeAll(async () => {
    for (const example of EXAMPLES) {
      await using workspace = await openExample(example, { foresees: true });
      deployed.set(example.name, readDeployed((await plan(workspace, ...example.args)).json));
    }
    if (process.env.UPDATE_INVENTORY !== undefined) writeReviewed(deployed);
  });

  describe.each(EXAMPLES)("as in $name", ({ name }) => {
    it.each(Object.entries(CHECKS))("%s", (_, check) => expect(check(deployed.get(name) ?? {})).toEqual([]));

    it("every grant was reviewed", () => expect(unreviewed(deployed.get(name) ?? {}, name)).toEqual([]));
  });
});
