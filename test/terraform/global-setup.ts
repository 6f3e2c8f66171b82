import { execFileSync } from "node:child_process";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether this machine has the terraform command. */
    readonly terraform: boolean;
  }
}

/** Looks for Terraform once for all tests that need it. */
export function setup(project: TestProject): void {
  const found = isInstalled();
  project.provide("terraform", found);
  if (found) return;
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
