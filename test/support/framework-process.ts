/**
 * A function as it is deployed: the functions framework's own command line loads it from here, so that the framework owns the port,
 * the signals and the end of the process. It answers with the body it was asked with, in base64.
 */
import { host } from "../../functions/host.ts";
import { jsonLog } from "../../shared/base/log.ts";
import { systemClock } from "../../shared/google/clock.ts";

const MIB = 1024 * 1024;

const log = jsonLog((line) => process.stdout.write(line));

/** Whether Node's domains, or the framework's Express app, have a hand in this request. */
function ground() {
  return { hasDomain: Boolean(Reflect.get(process, "domain")), hasApp: new Error("here").stack?.includes("express") };
}

export const echo = host(
  async ({ path, body }) => {
    if (path === "/reject") throw new RangeError("my secret");
    if (path === "/ground") return { status: 200, body: JSON.stringify(ground()) };
    return { status: 200, body: body?.toString("base64") ?? "no body" };
  },
  {
    limits: { largest: MIB, largeAtOnce: 4, bytesToRead: ({ path }) => (path === "/unread" ? 0 : MIB) },
    clock: systemClock,
    log,
  },
);
