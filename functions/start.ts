import { tellError } from "../shared/base/describe-error.ts";
import type { BodyLimits, HttpFunction } from "../shared/base/http.ts";
import { jsonLog, type Log, type LogOrigin } from "../shared/base/log.ts";
import type { RequestListener } from "../shared/base/request-listener.ts";
import { systemClock } from "../shared/google/clock.ts";
import { host } from "./host.ts";

/** What was built, such as `0.1.0+3f29ab01`. The build sets it; sources that run as they are have none. */
declare const RELEASE: string | undefined;

/**
 * Builds a function over the environment, ready for the functions framework. When that fails, the process logs one line
 * that names the setting to fix, and ends: a function that cannot work must get no traffic.
 * @param limits Of the bodies that it reads; what Pub/Sub may push unless they are set.
 */
export function start(build: (env: NodeJS.ProcessEnv, log: Log) => HttpFunction, limits?: BodyLimits): RequestListener {
  const log = jsonLog((line) => process.stdout.write(line), originOf(process.env));
  try {
    return host(build(process.env, log), { limits, clock: systemClock, log });
  } catch (error) {
    log("ERROR", "start_failed", tellError(error));
    return process.exit(1);
  }
}

/** Cloud Run sets the name of the service. A line needs the project before the settings are read, because it may be the one that is missing. */
function originOf({ GOOGLE_CLOUD_PROJECT: project, K_SERVICE: service }: NodeJS.ProcessEnv): LogOrigin {
  return { project, service, release: typeof RELEASE === "undefined" ? undefined : RELEASE };
}
