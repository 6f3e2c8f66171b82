import { readdirSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { apply, destroy, plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import { bringState, keepState } from "./kept-state.ts";

const STATES = readdirSync(new URL("states", import.meta.url)).filter((name) => name.endsWith(".json"));

/** Several applies, on a machine that is busy with something else. */
const APPLIES_MS = 300_000;

/** Whatever can be set is set, and it is protected. */
const [, , , EVERYTHING] = EXAMPLES;
const PROTECTED = { ...EVERYTHING, args: [...EVERYTHING.args, "-var", "deletion_protection=true"] };

/** What people said, what waits, what names them, and the URLs that others know: nobody could make it again. */
const HOLDS_DATA =
  /^(module\.|google_cloudfunctions2_function|google_cloud_tasks_queue|google_compute_global_address|google_firestore_(database|field)|google_pubsub_(topic|subscription)|google_secret_manager_secret(_version)?|google_storage_bucket)(\.|$)/;

/** How fields were indexed that no document has any more, by their old names; fields hold nothing themselves. */
const GIVEN_UP =
  /^google_firestore_field\.(sent_by|unindexed\["(conversations\.(head|running|settledBy)|turns\.(isWhole|told))"\])$/;

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("an upgrade", () => {
  const wanted = [process.env.UPDATE_STATE].flatMap((commit) => (commit === undefined ? [] : [commit]));

  it.runIf(wanted.length > 0).each(wanted)(
    "has the state that %s writes",
    (commit) => keepState(commit, PROTECTED),
    APPLIES_MS,
  );

  it.each(STATES)("from %s deletes and replaces nothing that holds data", async (name) => {
    await using workspace = await openExample(PROTECTED);
    await bringState(workspace, name);
    const { changes } = await plan(workspace, ...PROTECTED.args);
    const deleted = Object.entries(changes).filter(([, { actions }]) => actions.includes("delete"));
    const names = deleted.map(([address]) => address).filter((address) => HOLDS_DATA.test(address));
    expect(names.filter((address) => !GIVEN_UP.test(address))).toEqual([]);
  });

  it.each(STATES)(
    "from %s is one apply, is empty after it, and is protected from then on",
    async (name) => {
      await using workspace = await openExample(PROTECTED);
      await bringState(workspace, name);
      await plan(workspace, ...PROTECTED.args);
      await apply(workspace);
      expect((await plan(workspace, ...PROTECTED.args)).isEmpty).toBe(true);
      await expect(destroy(workspace, ...PROTECTED.args)).rejects.toThrow("Cannot destroy: deletion_protection is on");
      const moved = plan(workspace, ...PROTECTED.args, "-var", "region=europe-west4");
      await expect(moved).rejects.toThrow("Cannot move a protected deployment");
    },
    APPLIES_MS,
  );
});
