import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apply, type Plan, plan, type State } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import type { Workspace } from "./terraform.ts";

const [MINIMAL] = EXAMPLES;

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("a release", () => {
  let workspace: Workspace;
  let dist: string;
  let first: State;

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), "dist-"));
    await cp(inject("zips"), dist, { recursive: true });
    workspace = await openExample(MINIMAL);
    await plan(workspace, ...built());
    first = await apply(workspace);
    await writeFile(join(dist, "messages.zip"), "a newer zip");
  });

  afterAll(async () => {
    await workspace?.[Symbol.asyncDispose]();
    await rm(dist, { recursive: true });
  });

  it("of new code builds the function that it is of, and no other", async () => {
    const { changes } = await plan(workspace, ...built());
    await apply(workspace);
    expect(changed({ changes })).toEqual([
      'google_storage_bucket_object.source["messages"]',
      'module.function["messages"].google_cloudfunctions2_function.this',
    ]);
  });

  it("that is named runs again as it was, and the next apply does not undo it", async () => {
    const back = [...built(), ...named()];
    await plan(workspace, ...back);
    const state = await apply(workspace);
    expect(codeOf(state)).toEqual(codeOf(first));
    expect(state.outputs.release).toEqual(first.outputs.release);
    expect((await plan(workspace, ...back)).isEmpty).toBe(true);
  });

  it("that is named needs nothing that was built", async () => {
    await plan(workspace, ...built("/nowhere"), ...named());
  });

  it("keeps its zips in the bucket when the next one comes", () => {
    const kept = Object.entries(first.resources).filter(([address]) => address.includes("bucket_object.source"));
    expect(kept.map(([, { deletion_policy }]) => deletion_policy)).toEqual(kept.map(() => "ABANDON"));
    expect(kept.length).toBeGreaterThan(0);
  });

  function built(folder = dist): readonly string[] {
    return [...MINIMAL.args, "-var", `build_directory=${folder}`];
  }

  function named(): readonly string[] {
    return ["-var", `release=${JSON.stringify(first.outputs.release)}`];
  }
});

function changed({ changes }: Pick<Plan, "changes">): readonly string[] {
  return Object.entries(changes)
    .filter(([, { actions }]) => actions.join() !== "no-op")
    .map(([address]) => address)
    .toSorted();
}

/** Where each function's code comes from. */
function codeOf({ resources }: State): Readonly<Record<string, unknown>> {
  const functions = Object.entries(resources).filter(([address]) =>
    address.includes("google_cloudfunctions2_function"),
  );
  return Object.fromEntries(functions.map(([address, { build_config }]) => [address, sourceOf(build_config)]));
}

function sourceOf(config: unknown): unknown {
  const [build]: readonly { readonly source: unknown }[] = JSON.parse(JSON.stringify(config));
  return build?.source;
}
