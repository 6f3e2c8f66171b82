import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildZips } from "./zips.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether this machine has the terraform command. */
    readonly terraform: boolean;
    /** The folder of this build: `<function>.zip`, and what is in it in `<function>/`. */
    readonly zips: string;
  }
}

/** Looks for Terraform, and builds what it deploys, once for all tests that need them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = isInstalled();
  project.provide("terraform", found);
  if (!found) reportMissing();
  const folder = await mkdtemp(join(tmpdir(), "zips-"));
  if (found) await buildZips(folder);
  project.provide("zips", folder);
  return () => rm(folder, { recursive: true });
}

function reportMissing(): void {
  const missing = "No terraform command found: install Terraform 1.11 or later and put it on the PATH";
  if (process.env.CI) throw new Error(missing);
  console.warn(`\nSKIPPED: every test of the Terraform configuration. ${missing}\n`);
}

function isInstalled(): boolean {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
