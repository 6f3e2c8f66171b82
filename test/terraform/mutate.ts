import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "./terraform.ts";

/** What one mistake puts in the place of what stands once in a file. */
export interface LineChange {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Makes a mistake in a workspace's copy of our Terraform. */
export async function mutate({ folder }: Workspace, { file, from, to }: LineChange): Promise<void> {
  const path = join(folder, file);
  const [before, after, ...more] = (await readFile(path, "utf8")).split(from);
  if (after === undefined || more.length > 0) throw new Error(`Cannot mutate ${file}: expected ${from} once in it`);
  await writeFile(path, `${before}${to}${after}`);
}
