import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Ran, Workspace } from "./terraform.ts";

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** The resource, as in `google_pubsub_topic.kind`. */
  readonly address?: string;
}

type Values = Readonly<Record<string, unknown>>;

interface ResourceChange {
  /** `["create"]`, `["update"]`, `["delete"]`, `["no-op"]`, `["read"]`, or a pair of them. */
  readonly actions: readonly string[];
  readonly before: Values | null;
  readonly after: Values | null;
  /** Where `after` is unknown before the apply, with `true` in place of each value. */
  readonly after_unknown: Values;
}

export interface Plan {
  readonly isEmpty: boolean;
  /** By address, as in `google_pubsub_topic.kind["message"]`. */
  readonly changes: Readonly<Record<string, ResourceChange>>;
  /** Everything that the plan file says. */
  readonly json: string;
}

export interface State {
  /** By address, those of modules and data sources included. */
  readonly resources: Readonly<Record<string, Values>>;
  readonly outputs: Values;
  /** The state file, word for word. */
  readonly file: string;
}

/** The changes that `terraform fmt` would make, or nothing. */
export async function formatDiff({ run }: Workspace): Promise<string> {
  return (await run("fmt", "-check", "-recursive", "-diff")).stdout;
}

export async function validate({ run }: Workspace): Promise<readonly Diagnostic[]> {
  const result: { diagnostics: readonly Diagnostic[] } = JSON.parse((await run("validate", "-json")).stdout);
  return result.diagnostics;
}

/** @throws with what Terraform says, if it cannot plan */
export async function plan({ run }: Workspace, ...args: readonly string[]): Promise<Plan> {
  const planned = await run("plan", "-input=false", "-detailed-exitcode", "-out=plan.tfplan", ...args);
  if (planned.exitCode === 1) throw new Error(`Cannot plan: ${planned.stderr}`);
  const json = succeed(await run("show", "-json", "plan.tfplan"));
  const shown: { resource_changes?: readonly { address: string; change: ResourceChange }[] } = JSON.parse(json);
  const changes = (shown.resource_changes ?? []).map(({ address, change }) => [address, change]);
  return { isEmpty: planned.exitCode === 0, changes: Object.fromEntries(changes), json };
}

/**
 * Applies what `plan` planned last.
 * @throws with what Terraform says, if it cannot apply all of it
 */
export async function apply(workspace: Workspace): Promise<State> {
  succeed(await workspace.run("apply", "-input=false", "plan.tfplan"));
  return readState(workspace);
}

/**
 * Destroys what the state knows; the stand-in has nothing newer to tell.
 * @throws with what Terraform says, if it cannot destroy everything
 */
export async function destroy(workspace: Workspace, ...args: readonly string[]): Promise<State> {
  succeed(await workspace.run("destroy", "-input=false", "-auto-approve", "-refresh=false", ...args));
  return readState(workspace);
}

export async function readState({ folder, run }: Workspace): Promise<State> {
  const { values }: { values?: { outputs?: Record<string, { value: unknown }>; root_module: Module } } = JSON.parse(
    succeed(await run("show", "-json")),
  );
  const outputs = Object.entries(values?.outputs ?? {}).map(([name, { value }]) => [name, value]);
  return {
    resources: Object.fromEntries(values ? listResources(values.root_module) : []),
    outputs: Object.fromEntries(outputs),
    file: await readFile(join(folder, "terraform.tfstate"), "utf8"),
  };
}

interface Module {
  readonly resources?: readonly { readonly address: string; readonly values: Values }[];
  readonly child_modules?: readonly Module[];
}

function listResources({ resources = [], child_modules = [] }: Module): readonly (readonly [string, Values])[] {
  return [
    ...resources.map(({ address, values }) => [address, values] as const),
    ...child_modules.flatMap(listResources),
  ];
}

function succeed({ exitCode, stdout, stderr }: Ran): string {
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}
