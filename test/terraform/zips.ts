import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { archive } from "../../tools/build/archive.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const TEST_BOT = "test/support/test-bot.ts";

/** What Terraform deploys. */
const FUNCTIONS = ["ingress", "messages", "events", "receipts", "outbound"] as const;

/** Builds the zips as `npm run build` does, with the test bot. A function that is not written yet is an empty zip: Terraform only uploads it. */
export async function buildZips(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, ["tools/build/build.ts", "--out", folder, "--bot", TEST_BOT], {
    cwd: ROOT,
  });
  const missing = FUNCTIONS.map((name) => join(folder, `${name}.zip`)).filter((zip) => !existsSync(zip));
  await Promise.all(missing.map((zip) => writeFile(zip, archive(new Map()))));
}
