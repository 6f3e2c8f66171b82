import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";

const run = promisify(execFile);
/** The folder of the peers; those of other libraries need {@link installPeers}. */
export const PEERS_FOLDER = fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(PEERS_FOLDER, "../..");

/** The functions, as they are deployed: each in a folder of its own, made of its zip. */
export interface InstalledFunctions {
  /** The folder of a function. */
  readonly folderOf: (name: string) => string;
  /** The size of its zip, in bytes. */
  readonly zipBytesOf: (name: string) => number;
}

/** Builds the functions, and installs each as the buildpack does. */
export async function setStage(folder: string, names: readonly string[]): Promise<InstalledFunctions> {
  await run("npm", ["run", "build", "--", "--out", join(folder, "built")], { cwd: ROOT });
  const folderOf = (name: string) => join(folder, name);
  const zipOf = (name: string) => readFileSync(join(folder, "built", `${name}.zip`));
  for (const name of names) await unpack(zipOf(name), folderOf(name));
  // Their lockfiles are the same: what npm installs for one, it installs for all.
  const [first = "", ...others] = names;
  await run("npm", ["ci", "--omit=dev"], { cwd: folderOf(first) });
  const installed = "node_modules";
  for (const name of others)
    await cp(join(folderOf(first), installed), join(folderOf(name), installed), {
      recursive: true,
      verbatimSymlinks: true,
    });
  return { folderOf, zipBytesOf: (name) => zipOf(name).length };
}

/** Installs what the peers are written with, once. */
export async function installPeers(): Promise<void> {
  if (!existsSync(join(PEERS_FOLDER, "node_modules"))) await run("npm", ["ci"], { cwd: PEERS_FOLDER });
}

async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
