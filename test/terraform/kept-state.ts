import { execFile } from "node:child_process";
import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { archive } from "../../tools/build/archive.ts";
import { readState } from "./commands.ts";
import type { EXAMPLES } from "./examples.ts";
import { openWorkspace, type Workspace } from "./terraform.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const FOLDER = new URL("states/", import.meta.url).pathname;
const FUNCTIONS = ["ingress", "messages", "events", "receipts", "outbound"];

/** What an earlier version needed could take another apply: what was made in the one before is there then. */
const MOST_APPLIES = 5;

/** One resource of a state file, as far as it is read here. */
interface StatedResource {
  readonly type: string;
  readonly instances: readonly { readonly attributes: object; readonly dependencies?: readonly string[] }[];
}

/** Keeps the state that a commit's Terraform writes when it is applied as in the example, with zips that hold nothing. */
export async function keepState(commit: string, { args, variables }: (typeof EXAMPLES)[number]): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "commit-"));
  const tree = join(folder.path, "tree.tar");
  await promisify(execFile)("git", ["archive", "--output", tree, commit, "terraform"], { cwd: ROOT });
  await promisify(execFile)("tar", ["xf", tree, "-C", folder.path]);
  const zips = FUNCTIONS.map((name) =>
    writeFile(join(folder.path, `${name}.zip`), archive(new Map([["index.cjs", Buffer.from(name)]]))),
  );
  await Promise.all(zips);
  await using workspace = await openWorkspace(join(folder.path, "terraform"), {
    variables: { ...variables, build_directory: folder.path },
  });
  await applyAll(workspace, args);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(
    join(FOLDER, `${commit}.json`),
    bare((await readState(workspace)).file).replaceAll(folder.path, "../dist"),
  );
}

/** Lays a kept state into a workspace, as if its commit had been applied there. */
export async function bringState({ folder }: Workspace, name: string): Promise<void> {
  await writeFile(join(folder, "terraform.tfstate"), await readFile(join(FOLDER, name), "utf8"));
}

async function applyAll({ run }: Workspace, args: readonly string[]): Promise<void> {
  const said: string[] = [];
  for (let tries = 0; tries < MOST_APPLIES; tries += 1) {
    const { exitCode, stderr } = await run("apply", "-input=false", "-auto-approve", ...args);
    if (exitCode === 0) return;
    said.push(stderr);
  }
  throw new Error(`Cannot apply the commit's Terraform: ${said.at(-1)}`);
}

/** Without what is null, and without what the stand-in keeps for itself: a line for each resource. */
function bare(file: string): string {
  const { resources, ...state }: { readonly resources: readonly StatedResource[] } = JSON.parse(file);
  const lines = resources.map(({ instances, ...resource }) => {
    const kept = instances.map((instance) => ({ ...instance, private: undefined, attributes: noNulls(instance) }));
    return JSON.stringify({ ...resource, instances: kept });
  });
  const head = JSON.stringify({ ...state, outputs: {} }).slice(0, -1);
  return `${head},"resources":[\n${lines.join(",\n")}\n]}\n`;
}

function noNulls({ attributes }: { readonly attributes: object }): object {
  return JSON.parse(JSON.stringify(attributes, (_, value) => (value === null ? undefined : value)));
}
