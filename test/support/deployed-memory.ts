import { readFileSync } from "node:fs";

/** What the buildpack of Cloud Run functions leaves beside the heap: it sets the heap's limit to the memory less this. */
const HEADROOM_MIB = 64;
const TERRAFORM = readFileSync(new URL("../../terraform/functions.tf", import.meta.url), "utf8");

/** The memory that Terraform gives a function, in MiB: of its row in the map of functions, or of the row that it is merged into. */
export function deployedMemory(row: string): number {
  const found = new RegExp(`\\n +${row} += merge\\(local\\.(\\w+), \\{(.*?)\\n +\\}\\)`, "s").exec(TERRAFORM);
  if (found === null) throw new Error(`Cannot find the memory of ${row} in functions.tf`);
  const [, parent = "", settings = ""] = found;
  const [, mib] = /\bmemory += "(\d+)Mi"/.exec(settings) ?? [];
  return mib === undefined ? deployedMemory(parent) : Number(mib);
}

/** The option of Node that bounds the heap as it is bounded where the function is deployed. */
export function deployedHeap(name: string): string {
  return `--max-old-space-size=${deployedMemory(name) - HEADROOM_MIB}`;
}
