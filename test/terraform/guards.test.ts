import { describe, expect, inject, it } from "vitest";
import { apply, plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";
import { type LineChange, mutate } from "./mutate.ts";
import type { Workspace } from "./terraform.ts";

const [MINIMAL] = EXAMPLES;
const OFF = ["-var", "deletion_protection=false"];
const ELSEWHERE = ["-var", "region=us-central1"];

/** What an operator may try, and whether nothing comes of it. */
const ATTEMPTS = {
  move: async (workspace: Workspace) => isRefused(plan(workspace, ...MINIMAL.args, ...ELSEWHERE)),
  "move with protection off": async (workspace: Workspace) =>
    isRefused(plan(workspace, ...MINIMAL.args, ...OFF, ...ELSEWHERE)),
  destroy: async (workspace: Workspace) => {
    const before = workspace.cloud();
    await workspace.run("destroy", "-input=false", "-auto-approve", "-refresh=false", ...MINIMAL.args);
    return JSON.stringify(workspace.cloud()) === JSON.stringify(before);
  },
} as const;

/** A guard that is taken away, and what comes of it. */
interface RemovedGuard extends Omit<LineChange, "file"> {
  readonly guard: string;
  readonly lets: keyof typeof ATTEMPTS;
}

const GUARDS: readonly RemovedGuard[] = [
  {
    guard: "the condition on moves",
    from: "condition     = length(local.moves) == 0",
    to: "condition     = length(local.moves) >= 0",
    lets: "move",
  },
  {
    guard: "the place that does not change by itself",
    from: "    ignore_changes       = [input]\n",
    to: "",
    lets: "move",
  },
  {
    guard: "the mode in which a place cannot change",
    from: 'protected = "anywhere"',
    to: "protected = jsonencode(local.place)",
    lets: "move",
  },
  {
    guard: "the delay of one apply",
    from: "    ignore_changes       = [input]\n    replace_triggered_by = [terraform_data.mode]\n  }\n",
    to: "    ignore_changes = [input]\n  }\n  triggers_replace = var.deletion_protection\n",
    lets: "move with protection off",
  },
  {
    guard: "the lock on everything",
    from: "google_service_account_iam_member.sets_timers,",
    to: "",
    lets: "destroy",
  },
  {
    guard: "the lock on the channels' APIs",
    from: "  depends_on = [google_project_service.channel]\n",
    to: "",
    lets: "destroy",
  },
];

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("protection.tf", () => {
  it.each(GUARDS)("needs $guard against a $lets", async ({ from, to, lets }) => {
    await using workspace = await openExample(MINIMAL);
    await mutate(workspace, { file: "protection.tf", from, to });
    await plan(workspace, ...MINIMAL.args);
    await apply(workspace);
    expect(await ATTEMPTS[lets](workspace)).toBe(false);
  });
});

function isRefused(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => false,
    () => true,
  );
}
