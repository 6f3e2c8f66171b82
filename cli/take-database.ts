import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { SettingsError } from "../shared/base/errors.ts";
import { lockFile } from "../shared/local/lock-file.ts";
import { IN_MEMORY } from "./options.ts";

/**
 * Takes an embedded database for this `npm start`: a second one would answer the first one's users.
 * @returns What gives it back.
 * @throws SettingsError that names the file, the process that has it and the way out. Nothing was touched then.
 */
export function takeDatabase(data: string): Disposable {
  if (data === IN_MEMORY) return { [Symbol.dispose]: () => undefined };
  const owner = `${data}.pid`;
  const lock = lockFile(`${data}.lock`);
  if (lock === undefined) {
    throw new SettingsError(
      `Cannot run over ${data}: another npm start${processOf(owner)} has it; end that one, or choose a file of your own with --data other.sqlite`,
    );
  }
  writeFileSync(owner, String(process.pid));
  return {
    [Symbol.dispose]() {
      rmSync(owner, { force: true });
      lock[Symbol.dispose]();
    },
  };
}

/** The lock alone decides. What stands here may be missing for a moment, while the other one starts. */
function processOf(owner: string): string {
  try {
    return `, process ${readFileSync(owner, "utf8")},`;
  } catch {
    // It has the lock and has not written yet.
    return "";
  }
}
