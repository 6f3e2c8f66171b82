import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { promisify } from "node:util";
import type { Environment } from "../functions/settings.ts";
import { isObject, parseJson } from "../shared/base/json.ts";
import type { Target } from "./target.ts";

const GCLOUD_MS = 10_000;

/**
 * Who runs the command, for the record, and how that is known: on Google Cloud the service account whose key is used, else whom
 * gcloud knows; everywhere else, and where neither is there, the user of this machine.
 */
export async function whoAmI({ type }: Target, env: Environment): Promise<string> {
  const machine = `${env.USER ?? env.USERNAME ?? userInfo().username}@${hostname()} (this machine's user)`;
  if (type !== "deployed") return machine;
  const key = readAccount(env.GOOGLE_APPLICATION_CREDENTIALS);
  return key ?? (await gcloudAccount()) ?? machine;
}

function readAccount(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const json = parseJson(readFileSync(file, "utf8"));
    return isObject(json) && typeof json.client_email === "string" ? `${json.client_email} (its key)` : undefined;
  } catch {
    // The call to Google that follows says what is wrong with the file.
    return undefined;
  }
}

async function gcloudAccount(): Promise<string | undefined> {
  const isWindows = process.platform === "win32";
  const command = isWindows ? "gcloud.cmd" : "gcloud";
  const options = { timeout: GCLOUD_MS, shell: isWindows };
  try {
    const { stdout } = await promisify(execFile)(command, ["config", "get-value", "account"], options);
    const account = stdout.trim();
    return account.includes("@") ? `${account} (gcloud)` : undefined;
  } catch {
    // gcloud is not installed or does not know either.
    return undefined;
  }
}
