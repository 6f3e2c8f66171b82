import { SettingsError } from "../shared/base/errors.ts";

/**
 * Builds a function's world, or ends the process with one line that names the setting to mend: a function that cannot work
 * must not take traffic.
 */
export function start<T>(build: (env: NodeJS.ProcessEnv) => T): T {
  try {
    return build(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(
      `${JSON.stringify({ severity: "CRITICAL", event: "cannot_start", message: error.message })}\n`,
    );
    return process.exit(1);
  }
}
