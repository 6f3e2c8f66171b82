import { readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { apply, destroy, plan, readState } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";

const [MINIMAL] = EXAMPLES;
const FORBIDDEN = "rcsbusinessmessaging.googleapis.com";
const WHY = "Error 403: Request denied by organization policy constraints/gcp.restrictServiceUsage";

/** Several applies, on a machine that is busy with something else. */
const APPLIES_MS = 300_000;

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")(
  "an organisation that forbids a channel's API",
  () => {
    it(
      "gets everything else, protected, and is told what is forbidden",
      async () => {
        await using workspace = await openExample(MINIMAL, {
          refuse: ({ type, value }) =>
            type === "google_project_service" && JSON.stringify(value).includes(FORBIDDEN) ? WHY : undefined,
        });
        await plan(workspace, ...MINIMAL.args);
        await expect(apply(workspace)).rejects.toThrow(WHY);
        const inventory = readFileSync(new URL("inventories/minimal.txt", import.meta.url), "utf8")
          .trim()
          .split("\n");
        const { resources } = await readState(workspace);
        const missing = [`google_project_service.channel["${FORBIDDEN}"]`, "terraform_data.channel_protection"];
        expect(inventory.filter((address) => !(address in resources))).toEqual(missing);
        await expect(destroy(workspace, ...MINIMAL.args)).rejects.toThrow("Cannot destroy: deletion_protection is on");
        // Of the channel's other APIs the state forgets that it enabled them; they stay enabled.
        const left = Object.keys((await readState(workspace)).resources);
        const lost = Object.keys(resources).filter((address) => !left.includes(address));
        expect(lost.filter((address) => !address.startsWith("google_project_service.channel["))).toEqual([]);
      },
      APPLIES_MS,
    );
  },
);
