import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { tellError } from "../shared/base/describe-error.ts";
import type { BodyLimits, HttpFunction } from "../shared/base/http.ts";
import type { Log } from "../shared/base/log.ts";
import { type RequestListener, requestListener } from "../shared/base/request-listener.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import { boundHeap } from "./bound-heap.ts";

/** What a function is served with. */
export interface HostOptions {
  /** What Pub/Sub may push unless it is set. */
  readonly limits?: BodyLimits | undefined;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** Published by Node with each request, before its server hands it to anybody. */
const REQUEST_START = "http.server.request.start";

/**
 * Turns a function of ours into one that the functions framework serves. The framework owns the port, the signals and the end of
 * the process; the requests are ours. Its own way to a function is an Express app that keeps up to 1 GB of a stranger's body,
 * answers what it cannot read with pages and stacks, and runs each request in a `node:domain`, which makes every promise of the
 * process dearer. So when the first request begins, our listener takes that app's place on the framework's server.
 */
export function host(fn: HttpFunction, { limits, clock, log }: HostOptions): RequestListener {
  const listener = requestListener(fn, {
    limits,
    onError: (error) => log("ERROR", "function_rejected", tellError(error)),
    sleep: (ms) => clock.sleep(ms),
    collectGarbage: boundHeap(),
  });
  const takeOver = (started: unknown) => {
    const { server } = started as { readonly server: Server };
    unsubscribe(REQUEST_START, takeOver);
    server.removeAllListeners("request").on("request", listener);
  };
  subscribe(REQUEST_START, takeOver);
  return listener;
}
