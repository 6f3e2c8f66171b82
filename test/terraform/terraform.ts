import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Behaviour } from "./stand-in/provider.ts";
import { type ServedProviders, serve } from "./stand-in/serve.ts";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of a Terraform tree with a state of its own. */
export interface Workspace extends AsyncDisposable {
  /** Holds the copy under the name of the source, and may hold what the tree looks for beside itself. */
  readonly parent: string;
  /** Where the state and `plan.tfplan` are written. */
  readonly folder: string;
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** What the stand-in's Google has, each with all its arguments. */
  readonly cloud: () => readonly string[];
}

/** The behaviour is the stand-in's. */
export interface WorkspaceOptions extends Behaviour {
  /** The root module, inside the source. */
  readonly root?: string;
  /** Values as TF_VAR_ takes them: anything but a string in JSON. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Whoever tries again finds what was made in the last command. */
const BETWEEN_COMMANDS_MS = 3_600_000;

/**
 * Copies a tree and initialises it with the stand-in provider, or, with TERRAFORM_PROVIDER=real, with the one that `terraform init`
 * installs: its plans ask, and its applies change, the real project that the machine has credentials for.
 */
export async function openWorkspace(source: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  await using opened = new AsyncDisposableStack();
  const parent = await mkdtemp(join(tmpdir(), "terraform-"));
  opened.defer(() => rm(parent, { recursive: true }));
  const folder = join(parent, basename(resolve(source)), options.root ?? "");
  await cp(source, join(parent, basename(resolve(source))), { recursive: true, filter: isSource });
  // Whatever backend the tree names, the state stays in the copy.
  await writeFile(join(folder, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  const served = process.env.TERRAFORM_PROVIDER === "real" ? undefined : opened.use(await serve(options));
  const env = environment(served, options.variables ?? {});
  const run = (...args: readonly string[]) => {
    served?.clock.pass(BETWEEN_COMMANDS_MS);
    return execute(args, { cwd: folder, env });
  };
  const initialised = await run("init", "-input=false");
  if (initialised.exitCode !== 0) throw new Error(`Cannot initialise ${source}: ${initialised.stderr}`);
  const kept = opened.move();
  const cloud = () => served?.cloud.list() ?? [];
  return { parent, folder, run, cloud, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function isSource(path: string): boolean {
  return !/^(\.terraform.*|.*\.tfstate.*|.*\.tfplan)$/.test(basename(path));
}

/** Settings of this machine for Terraform count for the real provider only. */
function environment(
  served: ServedProviders | undefined,
  variables: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const machine = Object.entries(process.env).filter(([name]) => served === undefined || !name.startsWith("TF_"));
  const values = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
  return {
    ...Object.fromEntries([...machine, ...values]),
    ...served?.env,
    TF_CLI_ARGS: "-no-color",
    // Short-lived processes: they would spend a sixth of their time on collecting garbage.
    GOGC: "400",
    TF_IN_AUTOMATION: "1",
    // A question would be asked into a pipe, where nobody sees it.
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
  };
}

function execute(args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ran> {
  return new Promise((ran, failed) => {
    const limits = { maxBuffer: 64 << 20, timeout: 300_000 };
    const terraform = execFile("terraform", args, { ...options, ...limits }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === "number") ran({ exitCode, stdout, stderr });
      else failed(error);
    });
    terraform.stdin?.end();
  });
}
