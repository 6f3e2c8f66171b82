import { type RunningFunction, runFunction } from "./bundles.ts";

/** Starts the function of `framework-process.ts` under the functions framework's own command line, as it is deployed. */
export function startEcho(): Promise<RunningFunction> {
  return runFunction("echo", { NODE_ENV: "production" }, { source: "test/support/framework-process.ts" });
}
