import { tellError } from "../shared/base/describe-error.ts";
import type { BodyLimits, HttpFunction } from "../shared/base/http.ts";
import { jsonLog, type Log } from "../shared/base/log.ts";
import type { RequestListener } from "../shared/base/request-listener.ts";
import { systemClock } from "../shared/google/clock.ts";
import { host } from "./host.ts";

/**
 * Builds a function over the environment, ready for the functions framework. When that fails, the process logs one line
 * that names the setting to fix, and ends: a function that cannot work must get no traffic.
 * @param limits Of the bodies that it reads; what Pub/Sub may push unless they are set.
 */
export function start(build: (env: NodeJS.ProcessEnv, log: Log) => HttpFunction, limits?: BodyLimits): RequestListener {
  const log = jsonLog((line) => process.stdout.write(line));
  try {
    return host(build(process.env, log), { limits, clock: systemClock, log });
  } catch (error) {
    log("ERROR", "start_failed", tellError(error));
    return process.exit(1);
  }
}
