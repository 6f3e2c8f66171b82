import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkspace, type Workspace } from "./terraform.ts";

const PROVIDERS = `
terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
    time = {
      source = "hashicorp/time"
    }
  }
}
`;

/** Opens a workspace of one file that needs no more than the providers that are stood in for. */
export async function openHcl(hcl: string): Promise<Workspace> {
  const source = await mkdtemp(join(tmpdir(), "hcl-"));
  try {
    await writeFile(join(source, "main.tf"), PROVIDERS + hcl);
    return await openWorkspace(source);
  } finally {
    await rm(source, { recursive: true });
  }
}
